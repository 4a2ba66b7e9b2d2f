import { defineConfig } from 'vitest/config';

// unit: no process, no socket but loopback, quick. real: real processes, engine, tunnel. e2e: Chromium against a real start.
// rig: an office of network namespaces and booted PCs; needs root.
// win32: the agent’s Windows binaries under Wine, by a command of its own: npm run test:win32.
const project = (name: string, include: string[], testTimeout: number) => ({
  extends: true as const,
  test: { name, include, testTimeout, hookTimeout: testTimeout },
});

export default defineConfig({
  test: {
    pool: 'forks',
    globals: false,
    // Two cores: one for the test, one for what it starts.
    maxWorkers: 1,
    projects: [
      project(
        'unit',
        [
          'test/{contract,common,main,node-agent,renderer,scripts,meta}/**/*.test.{ts,tsx}',
          // What chaos draws and judges, without an office.
          'test/rig/chaos/*.test.ts',
        ],
        10_000,
      ),
      project('real', ['test/{real,journeys}/**/*.test.ts'], 120_000),
      project('e2e', ['test/e2e/**/*.test.ts'], 120_000),
      project('rig', ['test/rig/*.test.ts'], 240_000),
      project('win32', ['test/win32/**/*.test.ts'], 600_000),
    ],
  },
});
