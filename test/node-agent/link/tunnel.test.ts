import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import type { ReplicaReport } from '../../../contract/replica.ts';
import type { AgentLink } from '../../../main/link/agent-link.ts';
import { dial } from '../../../node-agent/link/dial.ts';
import { openIdentity } from '../../../node-agent/link/identity.ts';
import { aGpu } from '../../support/a-gpu.ts';
import { ask, readAnswer } from '../../support/engine/generate-call.ts';
import { demoSpec } from '../../support/engine/demo-spec.ts';
import { startFakeAgent } from '../../support/fake-agent.ts';
import { openOfficeEnd } from '../../support/office-end.ts';
import { ScriptedEngine } from '../../support/engine/scripted-engine.ts';
import { tempDir } from '../../support/temp-dir.ts';

/** A report that cannot be read fails the test that reads it. */
const fail = (error: unknown): never => {
  throw error;
};

const never = new AbortController().signal;
const spec = demoSpec({ gpuIds: [aGpu().id], slots: 2 });
const engine = (tokens = 20, everyMs = 0): ScriptedEngine =>
  new ScriptedEngine({ tokens, everyMs, slots: null, text: (position) => `word${position} ` });

async function connected(scripted = engine()) {
  const office = await openOfficeEnd();
  const identity = await openIdentity(tempDir());
  office.admit(identity);
  const agent = startFakeAgent({ identity, enrolment: office.enrolment, engine: scripted });
  return { office, identity, agent, link: await office.link(0) };
}

/** Reads reports until one of the replica looks as wanted. */
async function report(link: AgentLink, wanted: (replica: ReplicaReport) => boolean): Promise<ReplicaReport> {
  for await (const { replicas } of link.reports(AbortSignal.timeout(5_000), fail)) {
    const found = replicas.find(wanted);
    if (found) return found;
  }
  throw new Error('the reports ended');
}

const isReady = (replica: ReplicaReport): boolean => replica.state === 'ready';

it('says who it is and what it has', async () => {
  const { agent, link, identity } = await connected();
  const hello = await link.hello();
  expect(hello.whole).toMatchObject({ protocol: 1, machineId: identity.machineId, replicas: [] });
  expect(hello.whole?.gpus.map((gpu) => gpu.id)).toEqual([aGpu().id]);
  await agent.stop();
});

it('loads a replica, reports its states in order, and answers', async () => {
  const { agent, link } = await connected();
  await link.putReplica(spec);
  const ready = await report(link, isReady);
  expect(ready).toMatchObject({ spec, slotsBusy: 0, proof: { layersOnGpu: 7 } });
  const answer = await readAnswer(link.generate(spec.replicaId, ask('Hello'), never));
  expect(answer.positions).toEqual(Array.from({ length: 20 }, (_, position) => position));
  expect(answer.last).toMatchObject({ type: 'end', reason: 'stop' });
  await agent.stop();
});

it('takes the same wish twice, and refuses another one under its id', async () => {
  const { agent, link } = await connected();
  await link.putReplica(spec);
  await link.putReplica(spec);
  await expect(link.putReplica({ ...spec, slots: 3 })).rejects.toMatchObject({ problem: { code: 'invalid_request' } });
  expect((await link.hello()).whole?.replicas).toHaveLength(1);
  await agent.stop();
});

it('drains a replica: the answer in flight is finished, a new one is refused', async () => {
  const { agent, link } = await connected(engine(50, 5));
  await link.putReplica(spec);
  await report(link, isReady);
  const running = readAnswer(link.generate(spec.replicaId, ask('Hello'), never));
  await report(link, (replica) => replica.slotsBusy === 1);
  await link.dropReplica(spec.replicaId);
  await expect(readAnswer(link.generate(spec.replicaId, ask('Hello'), never))).rejects.toMatchObject({
    problem: { code: 'model_not_ready' },
  });
  expect((await running).last).toMatchObject({ type: 'end', reason: 'stop' });
  await report(link, (replica) => replica.state === 'gone');
  await agent.stop();
});

it('stops computing when the coordinator closes the stream', async () => {
  const { agent, link } = await connected(engine(100_000, 2));
  await link.putReplica(spec);
  await report(link, isReady);
  const abort = new AbortController();
  await expect(async () => {
    for await (const frame of link.generate(spec.replicaId, ask('Hello'), abort.signal)) {
      if (frame.type === 'token' && frame.position === 3) abort.abort();
    }
  }).rejects.toThrow(/abort/i);
  const idle = await report(link, (replica) => replica.slotsBusy === 0);
  const later = await report(link, () => true);
  expect(later.tokensGenerated).toBe(idle.tokensGenerated);
  await agent.stop();
});

it('refuses a command of an older plan that comes after one of a newer, and changes nothing', async () => {
  const { agent, link } = await connected();
  await link.putReplica(spec, { generation: 5 });
  await expect(link.dropReplica(spec.replicaId, { generation: 4 })).rejects.toMatchObject({
    problem: { code: 'stale_command' },
  });
  expect((await link.hello()).whole?.replicas[0]?.state).not.toBe('draining');
  await link.dropReplica(spec.replicaId, { generation: 5 });
  await agent.stop();
});

it('refuses with the error’s own status and sentence', async () => {
  const { agent, link } = await connected();
  await expect(link.dropReplica('nobody')).rejects.toMatchObject({ problem: { code: 'replica_not_found' } });
  await expect(readAnswer(link.generate('nobody', ask('Hello'), never))).rejects.toMatchObject({
    problem: { code: 'replica_not_found' },
  });
  const wrong = { ...spec, slots: 0 };
  await expect(link.putReplica(wrong)).rejects.toMatchObject({ problem: { code: 'invalid_request', param: 'slots' } });
  const elsewhere = { ...spec, replicaId: 'far', gpuIds: ['vulkan:7'] };
  await link.putReplica(elsewhere);
  const failed = await report(link, (replica) => replica.state === 'failed');
  expect(failed.problem).toMatchObject({ code: 'engine_unavailable', message: 'This machine has no device vulkan:7.' });
  await agent.stop();
});

it('comes back to a coordinator that was started again, with its replicas kept', async () => {
  const { agent, link, office, identity } = await connected();
  await link.putReplica(spec);
  const before = await report(link, isReady);
  await office.close();
  const again = await openOfficeEnd(office.target.port, office.identity);
  again.admit(identity);
  const after = (await (await again.link(0)).hello()).whole?.replicas[0];
  expect(after).toMatchObject({ state: 'ready', since: before.since, spec });
  await agent.stop();
});

it('sends nothing to a coordinator with another certificate', async () => {
  const office = await openOfficeEnd();
  const identity = await openIdentity(tempDir());
  office.admit(identity);
  const pin = 'ab'.repeat(32);
  await expect(dial({ ...office.target, pin }, identity, never)).rejects.toMatchObject({
    problem: { code: 'tunnel_refused' },
  });
});

it('gives up a coordinator that accepts and stays silent when it is told to', async () => {
  const identity = await openIdentity(tempDir());
  const silent = createServer(() => {}).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  onTestFinished(() => void silent.close());
  const { port } = silent.address() as AddressInfo;
  const abort = new AbortController();
  const dialling = dial({ address: '127.0.0.1', port, pin: 'ab'.repeat(32) }, identity, abort.signal);
  silent.once('connection', () => abort.abort(new Error('enough')));
  await expect(dialling).rejects.toThrow('enough');
});

it('closes a machine that was not let in, without a byte', async () => {
  const office = await openOfficeEnd();
  office.admit(await openIdentity(tempDir()));
  const stranger = await openIdentity(tempDir());
  let received = 0;
  // In TLS 1.3 the client has finished before the server looks at its certificate: the refusal follows the handshake.
  const socket = await dial(office.target, stranger, never);
  socket.on('error', () => {}).on('data', (chunk: Buffer) => (received += chunk.length));
  await new Promise((resolve) => socket.once('close', resolve));
  expect(received).toBe(0);
});
