import { defineConfig } from 'vitest/config';

// unit: no process, no socket but loopback, quick. real: real processes, engine, tunnel. e2e: Chromium against a real start.
// rig: an office of network namespaces and booted PCs; needs root.
// win32: the agent’s Windows binaries under Wine, by a command of its own: npm run test:win32.
interface ProjectOptions {
  readonly timeoutMs: number;
  /** Files at once, on two cores: what starts programs of its own keeps the second one for them. */
  readonly maxWorkers: 1 | 2;
}

const project = (name: string, include: string[], { timeoutMs, maxWorkers }: ProjectOptions, index: number) => ({
  extends: true as const,
  test: {
    name,
    include,
    testTimeout: timeoutMs,
    hookTimeout: timeoutMs,
    maxWorkers,
    // One project after another: Vitest wants that where their workers differ.
    sequence: { groupOrder: index },
  },
});

const projects: [name: string, include: string[], options: ProjectOptions][] = [
  [
    'unit',
    [
      'test/{contract,common,main,node-agent,renderer,scripts,meta}/**/*.test.{ts,tsx}',
      // What chaos draws and judges, without an office.
      'test/rig/chaos/*.test.ts',
    ],
    { timeoutMs: 10_000, maxWorkers: 2 },
  ],
  ['real', ['test/{real,journeys}/**/*.test.ts'], { timeoutMs: 120_000, maxWorkers: 2 }],
  ['e2e', ['test/e2e/**/*.test.ts'], { timeoutMs: 120_000, maxWorkers: 2 }],
  ['rig', ['test/rig/*.test.ts'], { timeoutMs: 240_000, maxWorkers: 1 }],
  ['win32', ['test/win32/**/*.test.ts'], { timeoutMs: 600_000, maxWorkers: 1 }],
];

export default defineConfig({
  test: {
    pool: 'forks',
    globals: false,
    projects: projects.map(([name, include, options], index) => project(name, include, options, index)),
  },
});
