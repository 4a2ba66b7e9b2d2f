import path from 'node:path';
import { expect, it } from 'vitest';
import { ask, readAnswer } from '../../support/answer.ts';
import { aGpu, cpuGpu } from '../../support/a-gpu.ts';
import { demoModel, demoSpec } from '../../support/demo-model.ts';
import { engineFor, engineSuite } from '../../support/engine-suite.ts';

const entry = path.resolve(import.meta.dirname, '../../support/scripted-runner.ts');
const scripted = { name: 'scripted runner', entry, gpu: cpuGpu };
const never = new AbortController().signal;

engineSuite(scripted);

it('hands on the runner’s reason when a load is refused', async () => {
  const order = { spec: demoSpec(), file: '/models/out-of-memory.gguf', gpus: [cpuGpu] };
  await expect(engineFor(scripted).load(order, never)).rejects.toMatchObject({ problem: { code: 'out_of_memory' } });
});

it('says that the engine crashed when the runner dies while it loads', async () => {
  const order = { spec: demoSpec(), file: '/models/crash.gguf', gpus: [cpuGpu] };
  await expect(engineFor(scripted).load(order, never)).rejects.toMatchObject({ problem: { code: 'engine_crashed' } });
});

it('refuses devices of two backends in one replica', async () => {
  const order = { spec: demoSpec(), file: demoModel.file, gpus: [cpuGpu, aGpu()] };
  await expect(engineFor(scripted).load(order, never)).rejects.toMatchObject({
    problem: { code: 'engine_unavailable' },
  });
});

it('ends a runner that hangs when its replica is unloaded', async () => {
  const replica = await engineFor(scripted).load({ spec: demoSpec(), file: demoModel.file, gpus: [cpuGpu] }, never);
  const hanging = readAnswer(replica.generate(ask('tell me a story [hang at 2]'), never));
  await replica.unload();
  expect((await hanging).last).toMatchObject({ type: 'error', problem: { code: 'shutting_down' } });
  await expect(replica.exited).resolves.toBeNull();
});
