import path from 'node:path';
import { expect, it } from 'vitest';
import type { Engine, LoadOrder } from '../../../node-agent/engine/engine.ts';
import { DeviceProbe } from '../../../node-agent/hardware/device-probe.ts';
import { aGpu, gib } from '../../support/a-gpu.ts';
import { engineFor, type EngineUnderTest } from '../../support/engine/engine-suite.ts';
import { probeSuite } from '../../support/engine/probe-suite.ts';
import { quietLog } from '../../support/quiet-log.ts';
import { ScriptedEngine } from '../../support/engine/scripted-engine.ts';
import { until } from '../../support/until.ts';

const never = new AbortController().signal;
const scripted: EngineUnderTest = {
  name: 'the scripted runner',
  entry: path.resolve(import.meta.dirname, '../../support/engine/scripted-runner.ts'),
  gpu: aGpu(),
};
const file = { file: '/models/demo.gguf', sha256: 'd'.repeat(64), sizeBytes: 2_757_504 };
const request = { gpuId: aGpu().id, prompt: 'Hello' };
const failed = (message: string | RegExp) => ({
  problem: { code: 'probe_failed', message: typeof message === 'string' ? message : expect.stringMatching(message) },
});

/** A scripted engine that tells what was asked of it, and how many replicas it holds. */
class WatchedEngine implements Engine {
  readonly orders: LoadOrder[] = [];
  loaded = 0;
  readonly #inner: Engine;

  constructor(everyMs = 0) {
    this.#inner = new ScriptedEngine({ tokens: 1_000, everyMs, slots: null, text: (position) => `${position} ` });
  }

  async load(order: LoadOrder, signal: AbortSignal) {
    this.orders.push(order);
    const replica = await this.#inner.load(order, signal);
    this.loaded += 1;
    void replica.exited.then(() => (this.loaded -= 1));
    return replica;
  }
}

const probeWith = (engine: Engine, changes: { demo?: typeof file | null; limitMs?: number } = {}): DeviceProbe =>
  new DeviceProbe({
    engine,
    demoModel: () => Promise.resolve(changes.demo === undefined ? file : changes.demo),
    onChange: () => {},
    log: quietLog,
    ...(changes.limitMs !== undefined && { limitMs: changes.limitMs }),
  });

probeSuite(scripted);

it('takes one slot of a small context on that device alone, writes 24 tokens, and unloads', async () => {
  const engine = new WatchedEngine();
  const other = aGpu({ id: 'vulkan:other' });
  const { text } = await probeWith(engine).probe(request, [other, aGpu()], never);
  expect(text.trim().split(' ')).toHaveLength(24);
  expect(engine.orders).toMatchObject([
    { spec: { gpuIds: [aGpu().id], slots: 1, contextLength: 1024 }, gpus: [{ id: aGpu().id }], file: file.file },
  ]);
  expect(engine.loaded).toBe(0);
});

it('refuses a device that is full, with the numbers, and loads nothing', async () => {
  const engine = new WatchedEngine();
  const full = aGpu({ oursBytes: 5 * gib, othersBytes: 0.9 * gib });
  await expect(probeWith(engine).probe(request, [full], never)).rejects.toMatchObject(
    failed('The test needs 0.2 GB on GTX 1060, and 0.1 GB are free: models hold 5.0 GB and other programs 0.9 GB.'),
  );
  expect(engine.orders).toEqual([]);
});

it('refuses a device that is not there, one that cannot be used, and a machine without the demo model', async () => {
  const engine = new WatchedEngine();
  const unseen = aGpu({ usable: false, reason: 'It has no Vulkan driver.' });
  await expect(probeWith(engine).probe(request, [], never)).rejects.toMatchObject(failed(/has no device vulkan:0000/));
  await expect(probeWith(engine).probe(request, [unseen], never)).rejects.toMatchObject(
    failed('It has no Vulkan driver.'),
  );
  await expect(probeWith(engine, { demo: null }).probe(request, [aGpu()], never)).rejects.toMatchObject(
    failed('The demo model is not on this machine.'),
  );
  expect(engine.orders).toEqual([]);
});

it('runs one at a time, and the next when the first is over', async () => {
  const engine = new WatchedEngine();
  const probe = probeWith(engine);
  const first = probe.probe(request, [aGpu()], never);
  await expect(probe.probe(request, [aGpu()], never)).rejects.toMatchObject(failed(/Another test runs/));
  await first;
  await expect(probe.probe(request, [aGpu()], never)).resolves.toMatchObject({ text: expect.any(String) });
});

it('gives the memory back when the one who asked is gone, and says nothing to nobody', async () => {
  const engine = new WatchedEngine(5);
  const gone = new AbortController();
  const probing = probeWith(engine).probe(request, [aGpu()], gone.signal);
  probing.catch(() => {});
  await until('it is loaded', () => engine.loaded === 1);
  gone.abort();
  await expect(probing).rejects.toMatchObject({ name: 'AbortError' });
  expect(engine.loaded).toBe(0);
});

it('gives up a device that hangs', async () => {
  const engine = engineFor(scripted);
  const hanging = { ...request, prompt: '[hang at 1] Hello' };
  await expect(probeWith(engine, { limitMs: 1_500 }).probe(hanging, [aGpu()], never)).rejects.toMatchObject(
    failed('The test took longer than 2 s.'),
  );
});

it('tells the reason of an engine that refuses or crashes', async () => {
  const engine = engineFor(scripted);
  const full = { ...file, file: '/models/out-of-memory.gguf' };
  await expect(probeWith(engine, { demo: full }).probe(request, [aGpu()], never)).rejects.toMatchObject(
    failed('The script says so.'),
  );
  const crashing = { ...request, prompt: '[crash at 1] Hello' };
  await expect(probeWith(engine).probe(crashing, [aGpu()], never)).rejects.toMatchObject(
    failed(/^The engine process of this replica ended by SIGKILL/),
  );
});
