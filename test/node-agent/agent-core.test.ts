import { expect, it, onTestFinished } from 'vitest';
import { AgentCore } from '../../node-agent/agent-core.ts';
import { readHardware } from '../../node-agent/hardware/read-hardware.ts';
import { openIdentity } from '../../node-agent/link/identity.ts';
import { OfficeConnection } from '../../node-agent/link/office-connection.ts';
import { allModels } from '../support/all-models.ts';
import { aGpu } from '../support/a-gpu.ts';
import { demoSpec } from '../support/engine/demo-spec.ts';
import { startFakeAgent } from '../support/fake-agent.ts';
import { ask, readAnswer } from '../support/engine/generate-call.ts';
import { openOfficeEnd } from '../support/office-end.ts';
import { quietLog } from '../support/quiet-log.ts';
import { ScriptedEngine } from '../support/engine/scripted-engine.ts';
import { until } from '../support/until.ts';
import { tempDir } from '../support/temp-dir.ts';

it('ends while a replica still waits for the devices to be known', async () => {
  const office = await openOfficeEnd();
  const identity = await openIdentity(tempDir());
  office.admit(identity);
  const asked = Promise.withResolvers<void>();
  const core = new AgentCore({
    machineId: identity.machineId,
    hardware: readHardware(),
    wakeAddresses: () => [],
    engine: new ScriptedEngine({ tokens: 1, everyMs: 0, slots: null, text: () => 'word ' }),
    devices: {
      get known() {
        asked.resolve();
        return new Promise<void>(() => {});
      },
      gpus: () => [],
      unloaded: () => undefined,
      missing: () => [],
      run: () => Promise.resolve(),
    },
    models: allModels(),
    office: new OfficeConnection({
      enrolment: office.enrolment,
      identity,
      hints: null,
      keep: () => {},
      onConnected: () => {},
      onRemoved: () => {},
      log: quietLog,
    }),
    userPause: { now: null, run: () => Promise.resolve() },
    awake: { busy: () => undefined, allow: () => undefined, close: () => undefined },
    update: null,
    onLeft: () => {},
    drainMs: 5_000,
    log: quietLog,
  });
  const stopping = new AbortController();
  const running = core.run(stopping.signal);
  const link = await office.link(0);
  await link.putReplica(demoSpec());
  await asked.promise;
  stopping.abort();
  await expect(running).resolves.toBeUndefined();
});

it('keeps its PC awake while it writes an answer, and no longer than it runs', async () => {
  const office = await openOfficeEnd();
  const identity = await openIdentity(tempDir());
  office.admit(identity);
  const said: (boolean | 'closed')[] = [];
  const awake = {
    busy: (isBusy: boolean) => void said.push(isBusy),
    allow: () => undefined,
    close: () => void said.push('closed'),
  };
  const engine = new ScriptedEngine({ tokens: 3, everyMs: 1, slots: null, text: () => 'word ' });
  const agent = startFakeAgent({ identity, enrolment: office.enrolment, engine, awake });
  onTestFinished(() => agent.stop());
  const link = await office.link(0);
  await link.putReplica(demoSpec({ gpuIds: [aGpu().id] }));
  const never = new AbortController().signal;
  await until('it answers', async () => (await readAnswer(link.generate('demo-1', ask('hello'), never))).text !== '');
  expect(said).toContain(true);
  expect(said.at(-1)).toBe(false);
  await agent.stop();
  expect(said.at(-1)).toBe('closed');
});
