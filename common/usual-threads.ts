import os from 'node:os';

/** Processor threads of a runner where nobody said otherwise: one less than the processor has, so that its PC stays usable. */
export const usualThreads = (): number => Math.max(1, os.availableParallelism() - 1);
