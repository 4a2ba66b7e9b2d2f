import type { ModelFiles } from '../../node-agent/agent-core.ts';

/** An agent's model files for tests that are not about them: every file is there, and none comes. */
export const allModels = (changes: Partial<ModelFiles> = {}): ModelFiles => ({
  lacks: () => false,
  arrival: () => Promise.resolve(),
  locate: (sha256) => Promise.resolve(`/models/${sha256}.gguf`),
  report: () => ({ files: [], disk: null }),
  onChange: () => () => undefined,
  run: () => Promise.resolve(),
  take: () => Promise.resolve(),
  drop: () => Promise.resolve(),
  demoModel: () => Promise.resolve({ file: '/models/demo.gguf', sha256: 'd'.repeat(64), sizeBytes: 1 }),
  ...changes,
});
