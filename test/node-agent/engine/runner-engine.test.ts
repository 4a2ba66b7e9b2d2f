import path from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { RunnerEngine } from '../../../node-agent/engine/runner-engine.ts';
import { RunnerOutput } from '../../../node-agent/engine/runner-output.ts';
import { ask, readAnswer } from '../../support/engine/generate-call.ts';
import { aGpu, aProcessor } from '../../support/a-gpu.ts';
import { demoFile, demoSpec } from '../../support/engine/demo-spec.ts';
import { embeddingSuite, readVectors, textInputs } from '../../support/engine/embedding-suite.ts';
import { engineFor, engineSuite } from '../../support/engine/engine-suite.ts';
import { quietLog } from '../../support/quiet-log.ts';

const entry = path.resolve(import.meta.dirname, '../../support/engine/scripted-runner.ts');
const scripted = { name: 'scripted runner', entry, gpu: aProcessor() };
const never = new AbortController().signal;

engineSuite(scripted);
embeddingSuite(scripted);

it('ends vectors with an error when the runner crashes over one of them', async () => {
  const order = { spec: demoSpec({ kind: 'embedding' }), file: demoFile, gpus: [aProcessor()] };
  const replica = await engineFor(scripted).load(order, never);
  const { vectors, last } = await readVectors(replica.embed(textInputs('fine', 'bad [crash at 0]'), never));
  expect(vectors).toHaveLength(1);
  expect(last).toMatchObject({ type: 'error', problem: { code: 'engine_crashed' } });
  await replica.unload();
});

it('hands on the runner’s reason when a load is refused', async () => {
  const order = { spec: demoSpec(), file: '/models/out-of-memory.gguf', gpus: [aProcessor()] };
  await expect(engineFor(scripted).load(order, never)).rejects.toMatchObject({ problem: { code: 'out_of_memory' } });
});

it('says that the engine crashed when the runner dies while it loads', async () => {
  const order = { spec: demoSpec(), file: '/models/crash.gguf', gpus: [aProcessor()] };
  await expect(engineFor(scripted).load(order, never)).rejects.toMatchObject({ problem: { code: 'engine_crashed' } });
});

it('refuses devices of two backends in one replica', async () => {
  const order = { spec: demoSpec(), file: demoFile, gpus: [aProcessor(), aGpu()] };
  await expect(engineFor(scripted).load(order, never)).rejects.toMatchObject({
    problem: { code: 'engine_unavailable' },
  });
});

it('ends a runner that hangs when its replica is unloaded', async () => {
  const replica = await engineFor(scripted).load({ spec: demoSpec(), file: demoFile, gpus: [aProcessor()] }, never);
  const hanging = readAnswer(replica.generate(ask('tell me a story [hang at 2]'), never));
  await replica.unload();
  expect((await hanging).last).toMatchObject({ type: 'error', problem: { code: 'shutting_down' } });
  await expect(replica.exited).resolves.toBeNull();
});

it('kills a runner that does not answer a cancel: it crashes, and its slots are free', async () => {
  const engine = new RunnerEngine({
    entry,
    maxThreads: 1,
    allowSoftwareGpu: true,
    cancelPatienceMs: 20,
    log: quietLog,
  });
  const replica = await engine.load({ spec: demoSpec(), file: demoFile, gpus: [aProcessor()] }, never);
  const abort = new AbortController();
  let last: unknown;
  for await (const frame of replica.generate(ask('tell me a story [hang at 2]'), abort.signal)) {
    last = frame;
    if (frame.type === 'token' && frame.position === 1) abort.abort();
  }
  expect(last).toMatchObject({ type: 'error', problem: { code: 'engine_crashed' } });
  await expect(replica.exited).resolves.toMatchObject({ code: 'engine_crashed' });
  expect(replica.slotsBusy).toBe(0);
});

it('lets a runner live that answers its cancels', async () => {
  const engine = new RunnerEngine({
    entry,
    maxThreads: 1,
    allowSoftwareGpu: true,
    cancelPatienceMs: 5_000,
    log: quietLog,
  });
  const replica = await engine.load({ spec: demoSpec(), file: demoFile, gpus: [aProcessor()] }, never);
  const abort = new AbortController();
  const cancelled = readAnswer(replica.generate(ask('tell me a story [every 5 ms]'), abort.signal));
  abort.abort();
  expect((await cancelled).last).toMatchObject({ type: 'end', reason: 'abort' });
  expect((await readAnswer(replica.generate(ask('what is 7 plus 5?'), never))).text).toBe('7 plus 5 is 12.');
  await replica.unload();
});

it('outlives output without a line end, and keeps the lines that follow', async () => {
  const output = new RunnerOutput(quietLog);
  const stream = new PassThrough();
  output.read(stream);
  stream.write('x'.repeat(200_000));
  stream.write('\nllama.cpp said so\n');
  stream.end();
  await new Promise((resolve) => stream.once('end', resolve));
  expect(output.lastWords).toContain('llama.cpp said so');
});
