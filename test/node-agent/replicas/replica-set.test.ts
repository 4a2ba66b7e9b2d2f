import { expect, it, onTestFinished } from 'vitest';
import { problem, ProblemError } from '../../../contract/problem.ts';
import { type ReplicaState, replicaTransitions } from '../../../contract/replica.ts';
import type { Engine, LoadedReplica } from '../../../node-agent/engine/engine.ts';
import { unlessAborted } from '../../../common/unless-aborted.ts';
import { devicesFor } from '../../../node-agent/replicas/devices-for.ts';
import { ReplicaSet } from '../../../node-agent/replicas/replica-set.ts';
import { ask, readAnswer } from '../../support/engine/generate-call.ts';
import { allModels } from '../../support/all-models.ts';
import { aGpu } from '../../support/a-gpu.ts';
import { demoSpec } from '../../support/engine/demo-spec.ts';
import { readVectors, textInputs } from '../../support/engine/embedding-suite.ts';
import { quietLog } from '../../support/quiet-log.ts';
import { ScriptedEngine } from '../../support/engine/scripted-engine.ts';
import { until } from '../../support/until.ts';

const never = new AbortController().signal;
const spec = demoSpec({ gpuIds: [aGpu().id], slots: 2 });
const scripted = (tokens = 5, everyMs = 0): Engine =>
  new ScriptedEngine({ tokens, everyMs, slots: null, text: () => 'word ' });

function setWith(engine: Engine, { drainMs = 5_000, files = allModels() } = {}) {
  const set = new ReplicaSet({
    engine,
    files,
    devices: (ids) => Promise.resolve(devicesFor(ids, [aGpu()])),
    unloaded: () => undefined,
    drainMs,
    log: quietLog,
  });
  onTestFinished(() => set.close());
  const states: ReplicaState[] = [];
  set.onChange(() => {
    const state = set.reports()[0]?.state;
    if (state && state !== states.at(-1)) states.push(state);
  });
  const isIn = (state: ReplicaState) => until(`the replica is ${state}`, () => set.reports()[0]?.state === state);
  return { set, states, isIn };
}

it('goes through its states as the contract has them', async () => {
  const { set, states, isIn } = setWith(scripted());
  set.put(spec);
  await isIn('ready');
  set.drop(spec.replicaId);
  await isIn('gone');
  expect(states).toEqual(['loading', 'warming', 'ready', 'draining', 'gone']);
  for (const [index, state] of states.slice(1).entries()) {
    expect(replicaTransitions[states[index] ?? 'gone']).toContain(state);
  }
});

it('that makes vectors makes them, writes nothing, and counts as busy meanwhile', async () => {
  const { set, isIn } = setWith(scripted());
  set.put({ ...spec, kind: 'embedding' });
  await isIn('ready');
  expect(set.reports()[0]?.tokensGenerated).toBe(0);
  const frames: string[] = [];
  for await (const frame of set.embed(spec.replicaId, textInputs('one', 'two'), never)) {
    frames.push(frame.type);
    expect([set.busy, set.reports()[0]?.slotsBusy]).toEqual([true, 1]);
  }
  expect([frames, set.busy]).toEqual([['vector', 'vector', 'end'], false]);
  await expect(readAnswer(set.generate(spec.replicaId, ask('hello'), never))).rejects.toMatchObject({
    problem: { code: 'wrong_model_kind', message: expect.stringContaining('makes vectors of texts') },
  });
});

it('that writes makes no vectors', async () => {
  const { set, isIn } = setWith(scripted());
  set.put(spec);
  await isIn('ready');
  await expect(readVectors(set.embed(spec.replicaId, textInputs('one'), never))).rejects.toMatchObject({
    problem: { code: 'wrong_model_kind', message: expect.stringContaining('makes no vectors') },
  });
});

it('that is dropped while it makes vectors makes all of them first', async () => {
  const { set, isIn, states } = setWith(scripted(5, 20));
  set.put({ ...spec, kind: 'embedding' });
  await isIn('ready');
  const reading = readVectors(set.embed(spec.replicaId, textInputs('one', 'two', 'three'), never));
  await until('it works', () => set.busy);
  set.drop(spec.replicaId);
  const { vectors, last } = await reading;
  expect([vectors.length, last?.type]).toEqual([3, 'end']);
  await isIn('gone');
  expect(states.slice(-2)).toEqual(['draining', 'gone']);
});

it('fails with the engine’s reason, stays in the list, and goes when it is taken away', async () => {
  const engine: Engine = { load: () => Promise.reject(new ProblemError(problem('out_of_memory', 'Too big.'))) };
  const { set, isIn } = setWith(engine);
  set.put(spec);
  await isIn('failed');
  expect(set.reports()[0]?.problem).toMatchObject({ code: 'out_of_memory', message: 'Too big.' });
  set.drop(spec.replicaId);
  await isIn('gone');
});

it('fails when its engine ends by itself, and another can be put in its place', async () => {
  const crash = Promise.withResolvers<ReturnType<typeof problem> | null>();
  const engine: Engine = {
    load: async (order, signal) => {
      const loaded = await scripted().load(order, signal);
      return new Proxy(loaded, {
        get: (target, name: keyof LoadedReplica) => {
          if (name === 'exited') return crash.promise;
          const value: unknown = Reflect.get(target, name, target);
          return typeof value === 'function' ? value.bind(target) : value;
        },
      });
    },
  };
  const { set, isIn } = setWith(engine);
  set.put(spec);
  await isIn('ready');
  crash.resolve(problem('engine_crashed', 'The engine process of this replica ended by SIGKILL.'));
  await isIn('failed');
  set.put({ ...spec, replicaId: 'demo-2' });
  expect(set.reports().map((report) => report.spec.replicaId)).toEqual(['demo-1', 'demo-2']);
});

it('ends a load that is not wanted any more', async () => {
  const called = Promise.withResolvers<void>();
  let aborted = false;
  const engine: Engine = {
    load: (_order, signal) =>
      new Promise((_resolve, reject) => {
        called.resolve();
        signal.addEventListener('abort', () => {
          aborted = true;
          reject(new Error('stopped'));
        });
      }),
  };
  const { set, states, isIn } = setWith(engine);
  set.put(spec);
  await called.promise;
  set.drop(spec.replicaId);
  await isIn('gone');
  expect(aborted).toBe(true);
  expect(states).toEqual(['loading', 'gone']);
});

it('ends an answer that takes longer than a drain may', async () => {
  const { set, isIn } = setWith(scripted(1_000_000, 1), { drainMs: 50 });
  set.put(spec);
  await isIn('ready');
  const answer = readAnswer(set.generate(spec.replicaId, ask('Hello'), never));
  await until('the answer runs', () => set.busy);
  set.drop(spec.replicaId);
  expect((await answer).last).toMatchObject({ type: 'error', problem: { code: 'shutting_down' } });
  await isIn('gone');
});

it('counts bytes by device', async () => {
  const { set, isIn } = setWith(scripted());
  expect(set.heldMemory()).toEqual({ bytes: new Map(), moving: new Set() });
  set.put(spec);
  await isIn('ready');
  expect(set.heldMemory()).toEqual({ bytes: new Map([[aGpu().id, 9_500_000]]), moving: new Set() });
});

it('tells which devices are on the move: from the load until it is ready, and again while it is unloaded', async () => {
  const go = Promise.withResolvers<void>();
  const gone = Promise.withResolvers<void>();
  const called = Promise.withResolvers<void>();
  const engine: Engine = {
    load: async (order, signal) => {
      called.resolve();
      await go.promise;
      const loaded = await scripted().load(order, signal);
      const unload = loaded.unload.bind(loaded);
      loaded.unload = () => gone.promise.then(unload);
      return loaded;
    },
  };
  const { set, isIn } = setWith(engine);
  const moving = (): string[] => [...set.heldMemory().moving];
  set.put(spec);
  expect(moving()).toEqual([]);
  await called.promise;
  expect(moving()).toEqual([aGpu().id]);
  go.resolve();
  await isIn('ready');
  expect(moving()).toEqual([]);
  set.drop(spec.replicaId);
  await until('it is being unloaded', () => moving().length > 0);
  gone.resolve();
  await isIn('gone');
  expect(moving()).toEqual([]);
});

it('takes nothing more once it is closed', async () => {
  const { set } = setWith(scripted());
  await set.close();
  expect(() => set.put(spec)).toThrow('The agent is being stopped.');
});

it('waits for a file that is still to come, and loads it then', async () => {
  const here = Promise.withResolvers<void>();
  const files = allModels({ lacks: () => true, arrival: () => here.promise });
  const { set, states, isIn } = setWith(scripted(), { files });
  set.put(spec);
  await isIn('copying');
  expect(set.uses(spec.variant.sha256)).toBe(false);
  here.resolve();
  await isIn('ready');
  expect(states).toEqual(['copying', 'loading', 'warming', 'ready']);
  expect(set.uses(spec.variant.sha256)).toBe(true);
});

it('fails with the reason why a file does not come, and goes at once when it is not wanted any more', async () => {
  const here = Promise.withResolvers<void>();
  const arrival = (_sha256: string, _sizeBytes: number, signal: AbortSignal) => unlessAborted(here.promise, signal);
  const { set, isIn } = setWith(scripted(), { files: allModels({ lacks: () => true, arrival }) });
  set.put(spec);
  await isIn('copying');
  set.drop(spec.replicaId);
  await isIn('gone');
  set.put(spec);
  await isIn('copying');
  here.reject(new ProblemError(problem('disk_full', 'No room.')));
  await isIn('failed');
  expect(set.reports()[0]?.problem).toMatchObject({ code: 'disk_full', message: 'No room.' });
});
