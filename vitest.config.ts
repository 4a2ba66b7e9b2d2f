import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

// unit: no process, no socket but loopback, quick. real: real processes, engine, tunnel. e2e: Chromium against a real start.
// rig: an office of network namespaces and booted PCs; needs root.
// win32: the agent’s Windows binaries under Wine, by a command of its own: npm run test:win32.
// How long one test may take, in milliseconds, is far more than it needs on a busy PC: only what hangs is ended. So is how long
// expect.poll looks; Vitest's own second is too short for a window on a busy PC.
const pollMs = 20_000;

const project = (name: string, include: string[], timeoutMs: number, more: object = {}) => ({
  extends: true as const,
  test: {
    name,
    include,
    testTimeout: timeoutMs,
    hookTimeout: timeoutMs,
    expect: { poll: { timeout: pollMs } },
    ...more,
  },
});

// A machine of CI may be three times slower than another: what starts real programs is tried twice there, and scripts/judge-results.mjs
// names each second try. At a desk a test that fails has failed.
const secondTry = { retry: process.env['CI'] ? 1 : 0 };

const projects: Parameters<typeof project>[] = [
  [
    'unit',
    [
      'test/{contract,common,words,main,node-agent,renderer,scripts,meta}/**/*.test.{ts,tsx}',
      // What chaos draws and judges, without an office.
      'test/rig/chaos/*.test.ts',
    ],
    30_000,
  ],
  ['real', ['test/{real,journeys}/**/*.test.ts'], 240_000, secondTry],
  ['e2e', ['test/e2e/**/*.test.ts'], 240_000, secondTry],
  ['rig', ['test/rig/*.test.ts'], 480_000, secondTry],
  ['win32', ['test/win32/**/*.test.ts'], 600_000, { maxWorkers: 1, sequence: { groupOrder: 1 } }],
];

/**
 * The order of the test files, the same everywhere. The rig waits most of its time, and all else computes: its files lie evenly
 * between the others that start programs. The many small ones come last, so that no processor stands still at the end.
 */
class SideBySide extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const named = files.toSorted((one, other) => (one.moduleId < other.moduleId ? -1 : 1));
    const small = named.filter((file) => file.project.name === 'unit');
    const waiting = named.filter((file) => file.project.name === 'rig');
    const computing = named.filter((file) => !small.includes(file) && !waiting.includes(file));
    return Promise.resolve([...spread(waiting, computing), ...small]);
  }
}

/** Both, in their order, mixed evenly. */
function spread<Item>(some: readonly Item[], others: readonly Item[]): Item[] {
  const placed = [some, others].flatMap((items) =>
    items.map((item, index) => ({ item, place: (index + 0.5) / items.length })),
  );
  return placed.toSorted((one, other) => one.place - other.place).map(({ item }) => item);
}

export default defineConfig({
  test: {
    pool: 'forks',
    globals: false,
    // Files at once, on two cores: of three, one waits most of the time.
    maxWorkers: 3,
    sequence: { sequencer: SideBySide },
    projects: projects.map((one) => project(...one)),
  },
});
