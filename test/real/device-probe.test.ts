import path from 'node:path';
import { describe } from 'vitest';
import { aGpu, aProcessor } from '../support/a-gpu.ts';
import type { EngineUnderTest } from '../support/engine/engine-suite.ts';
import { withoutMesa } from '../support/engine/mesa.ts';
import { probeSuite } from '../support/engine/probe-suite.ts';

const entry = path.resolve(import.meta.dirname, '../../node-agent/engine/llama-runner.ts');
const onCpu: EngineUnderTest = { name: 'llama.cpp on the processor', entry, gpu: aProcessor() };
const onVulkan: EngineUnderTest = {
  name: 'llama.cpp on Mesa’s Vulkan device',
  entry,
  gpu: aGpu({ name: 'llvmpipe', software: true }),
};

probeSuite(onCpu);

describe.skipIf(withoutMesa())('on a GPU', () => {
  probeSuite(onVulkan);
});
