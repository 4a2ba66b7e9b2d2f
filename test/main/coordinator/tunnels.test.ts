/** Machines that come, go, return, and are taken out: the coordinator's real rooms and agents with the real tunnel. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { performServerHandshake } from 'node:http2';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fingerprintOf } from '../../../common/fingerprint.ts';
import type { AgentHello } from '../../../contract/agent-api.ts';
import type { Problem } from '../../../contract/errors.ts';
import { refuse } from '../../../contract/problem.ts';
import { systemClock } from '../../../main/base/clock.ts';
import { makeBackup } from '../../../main/backup/make-backup.ts';
import { restoreOffice } from '../../../main/backup/restore-office.ts';
import { loadSettings } from '../../../main/settings/settings.ts';
import { AgentApi, type AgentServices } from '../../../node-agent/link/agent-api.ts';
import { dial } from '../../../node-agent/link/dial.ts';
import type { Enrolment } from '../../../node-agent/link/enrolment.ts';
import { type Identity, openIdentity } from '../../../node-agent/link/identity.ts';
import { aGpu } from '../../support/a-gpu.ts';
import { layCable } from '../../support/cable.ts';
import { demoSpec } from '../../support/engine/demo-spec.ts';
import { startFakeAgent } from '../../support/fake-agent.ts';
import { openJoinableOffice, type JoinableOffice } from '../../support/install/joinable-office.ts';
import { report as aReport } from '../../support/office-fixtures.ts';
import { quietLog } from '../../support/quiet-log.ts';
import { ScriptedEngine } from '../../support/engine/scripted-engine.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { until } from '../../support/until.ts';

const never = new AbortController().signal;
const lease = { beatMs: 20, missesAllowed: 3 };
const spec = demoSpec({ gpuIds: [aGpu().id] });

function letIn(office: JoinableOffice, { machineId, certificate }: Identity): string {
  const known = { certificate, fingerprint: fingerprintOf(certificate), machineId };
  const machine = { ...known, id: machineId, name: 'STUDIO-1', local: false, removing: false };
  office.machines.put(machine);
  office.inventory.know(machine);
  return machineId;
}

const enrolmentIn = (office: JoinableOffice): Enrolment => ({
  addresses: [office.address],
  pin: office.identity.pin,
  officeName: 'Linden & Roth',
});

type AgentOptions = Partial<Parameters<typeof startFakeAgent>[0]>;

function agentIn(office: JoinableOffice, identity: Identity, options: AgentOptions = {}) {
  const engine = new ScriptedEngine({ tokens: 5, everyMs: 0, slots: null, text: () => 'word ' });
  const agent = startFakeAgent({ identity, enrolment: enrolmentIn(office), engine, ...options });
  onTestFinished(() => agent.stop());
  return agent;
}

/** An office with one machine, whose agent is connected. */
async function withMachine(options: AgentOptions = {}) {
  const office = await openJoinableOffice({ lease });
  const identity = await openIdentity(tempDir());
  const id = letIn(office, identity);
  const agent = agentIn(office, identity, options);
  await stateOf(office, id, 'online');
  return { office, identity, id, agent };
}

const stateOf = (office: JoinableOffice, id: string, state: string) =>
  until(`${id} is ${state}`, () => {
    const machine = office.inventory.machine(id);
    return machine?.state === state && machine;
  });

const linkOf = (office: JoinableOffice, id: string) => until('there is a tunnel', () => office.tunnels.to(id));

describe('a machine', () => {
  it('counts at once when it comes for the first time, with its address and version', async () => {
    const { office, id } = await withMachine();
    expect(office.inventory.machine(id)).toMatchObject({ address: '127.0.0.1', agentVersion: '0.1.0', notice: null });
  });

  it('is returning after it was lost, and counts with its replicas after three beats', async () => {
    const { office, id } = await withMachine();
    await (await linkOf(office, id)).putReplica(spec);
    await until('its replica is ready', () => office.inventory.machine(id)?.replicas[0]?.state === 'ready');
    const states: string[] = [];
    office.inventory.onChange(() => {
      const { state = '', replicas = [] } = office.inventory.machine(id) ?? {};
      const seen = `${state} ${replicas.length}`;
      if (states.at(-1) !== seen) states.push(seen);
    });
    (await linkOf(office, id)).close();
    await until('it is back', () => states.at(-1) === 'online 1');
    expect(states).toEqual(['lost 0', 'returning 0', 'online 1']);
  });

  it('that hangs is lost when its lease ends, which TCP alone never shows', async () => {
    const office = await openJoinableOffice({ lease });
    const identity = await openIdentity(tempDir());
    const id = letIn(office, identity);
    const cable = await layCable(office.target.port);
    await handMade({ ...office, target: { ...office.target, port: cable.port } }, identity, {});
    await stateOf(office, id, 'online');
    cable.pull();
    expect(await stateOf(office, id, 'lost')).toMatchObject({ address: null });
  });

  it('that hung while the coordinator slept is lost at waking up, not at the end of its lease', async () => {
    const office = await openJoinableOffice({ lease: { beatMs: 600_000, missesAllowed: 3 } });
    const [hangs, lives] = [await openIdentity(tempDir()), await openIdentity(tempDir())];
    const ids = [letIn(office, hangs), letIn(office, lives)];
    const cable = await layCable(office.target.port);
    await handMade({ ...office, target: { ...office.target, port: cable.port } }, hangs, {});
    await handMade(office, lives, {});
    for (const id of ids) await stateOf(office, id, 'online');
    cable.pull();
    await office.tunnels.recheck();
    expect(await stateOf(office, ids[0] ?? '', 'lost')).toMatchObject({ address: null });
    expect(office.inventory.machine(ids[1] ?? '')?.state).toBe('online');
  });

  it('of a version that is too far away is stopped, and can be told to leave', async () => {
    const office = await openJoinableOffice({ lease });
    const identity = await openIdentity(tempDir());
    const id = letIn(office, identity);
    let left = false;
    await handMade(office, identity, { agentVersion: '0.9.0' }, { leave: () => void (left = true) });
    const { notice, hardware } = await stateOf(office, id, 'stopped');
    expect(notice?.reason).toBe(
      'The agent has version 0.9.0 and this office 0.1.0: they are too far apart to work together.',
    );
    expect(hardware?.hostName).toBe('PC');
    await (await linkOf(office, id)).leave();
    expect(left).toBe(true);
  });

  it('of one version apart works, though it says more than we know', async () => {
    const office = await openJoinableOffice({ lease });
    const identity = await openIdentity(tempDir());
    const id = letIn(office, identity);
    const more = { colour: 'green', gpus: [Object.assign(aGpu(), { fans: 2 })] };
    const problem = { code: 'new_code', message: 'Too hot.', effect: 'None.', action: 'Wait.' } as unknown as Problem;
    const replicas = [aReport({ state: 'failed', problem })];
    await handMade(office, identity, { agentVersion: '0.2.7', ...more, replicas });
    const machine = await stateOf(office, id, 'online');
    expect(machine.gpus).toEqual([aGpu()]);
    expect(machine.replicas[0]?.problem).toEqual({ ...problem, code: 'internal' });
  });

  it('whose words cannot be read is stopped, not lost', async () => {
    const office = await openJoinableOffice({ lease });
    const identity = await openIdentity(tempDir());
    const id = letIn(office, identity);
    await handMade(office, identity, { gpus: 'many' } as never);
    expect((await stateOf(office, id, 'stopped')).notice?.reason).toContain('does not understand');
  });

  it('is told where the office is, now and when that changes, and keeps what works', async () => {
    const office = await openJoinableOffice();
    office.tunnels.announce({ officeName: 'Linden & Roth', addresses: [office.address, '192.168.10.12:8421'] });
    const identity = await openIdentity(tempDir());
    letIn(office, identity);
    const kept: Enrolment[] = [];
    agentIn(office, identity, { keep: (enrolment) => void kept.push(enrolment) });
    await until('it was told', () => kept.at(-1)?.addresses.includes('192.168.10.12:8421'));
    office.tunnels.announce({ officeName: 'Linden', addresses: ['192.168.10.99:8421'] });
    await until('it was told again', () => kept.at(-1)?.officeName === 'Linden');
    expect(kept.at(-1)?.addresses).toEqual([office.address, '192.168.10.99:8421']);
  });

  it('is told whether it keeps its PC awake: when it comes, when that changes, and when it comes back', async () => {
    const office = await openJoinableOffice({ lease });
    office.tunnels.announceCourtesy({ keepAwake: true });
    const identity = await openIdentity(tempDir());
    const id = letIn(office, identity);
    const told: boolean[] = [];
    const awake = { busy: () => undefined, allow: (may: boolean) => void told.push(may), close: () => undefined };
    agentIn(office, identity, { awake });
    await until('it was told', () => told.length === 1);
    office.tunnels.announceCourtesy({ keepAwake: false });
    await until('it was told again', () => told.length === 2);
    const before = await linkOf(office, id);
    before.close();
    await until('it is back', () => office.tunnels.to(id) !== undefined && office.tunnels.to(id) !== before);
    await until('it was told once more', () => told.length === 3);
    expect(told).toEqual([true, false, false]);
  });

  it('that knows nothing of courtesies goes on as before', async () => {
    const office = await openJoinableOffice({ lease });
    office.tunnels.announceCourtesy({ keepAwake: false });
    const identity = await openIdentity(tempDir());
    const id = letIn(office, identity);
    const asked = Promise.withResolvers<void>();
    const put: string[] = [];
    await handMade(
      office,
      identity,
      {},
      {
        courtesy: () => {
          asked.resolve();
          return refuse('not_found', 'The agent API has no /v1/courtesy.');
        },
        put: ({ replicaId }) => void put.push(replicaId),
      },
    );
    await asked.promise;
    await (await linkOf(office, id)).putReplica(spec);
    expect(put).toEqual([spec.replicaId]);
    expect(await stateOf(office, id, 'online')).toMatchObject({ notice: null });
  });

  it('tests a device with the demo model, and says why it cannot', async () => {
    const { office, id } = await withMachine();
    const link = await linkOf(office, id);
    const result = await link.probe({ gpuId: aGpu().id, prompt: 'What is the capital of Portugal?' });
    expect(result.text).toContain('word');
    await expect(link.probe({ gpuId: 'vulkan:7', prompt: 'x' })).rejects.toMatchObject({
      problem: { code: 'probe_failed' },
    });
  });
});

describe('twins', () => {
  it('are noticed: the first goes on, the second is refused, and a person is told of both', async () => {
    const { office, identity, id } = await withMachine({ hostName: 'STUDIO-1' });
    const first = await linkOf(office, id);
    const seen: boolean[] = [];
    const twin = agentIn(office, identity, { hostName: 'STUDIO-2', onConnected: (on) => void seen.push(on) });
    const notice = await until('a person is told', () => office.inventory.machine(id)?.notice);
    expect(notice.reason).toBe(
      'Two PCs have the same key: STUDIO-1 at 127.0.0.1, and STUDIO-2 at 127.0.0.1. One disk was probably cloned.',
    );
    expect(notice.action).toBe('On STUDIO-2 run: agent leave. Then add it again.');
    await until('the twin was refused', () => seen.includes(true) && seen.at(-1) === false);
    expect(office.tunnels.to(id)).toBe(first);
    expect(office.inventory.machine(id)?.state).toBe('online');
    await twin.stop();
  });

  it('are none where one agent comes back from elsewhere before it was missed', async () => {
    const office = await openJoinableOffice();
    const identity = await openIdentity(tempDir());
    const id = letIn(office, identity);
    const cable = await layCable(office.target.port);
    await handMade({ ...office, target: { ...office.target, port: cable.port } }, identity, {});
    await stateOf(office, id, 'online');
    cable.pull();
    agentIn(office, identity, { hostName: 'STUDIO-1' });
    await until('the new tunnel serves', () => office.inventory.machine(id)?.hardware?.hostName === 'STUDIO-1');
    expect(office.inventory.machine(id)).toMatchObject({ state: 'online', notice: null });
  });
});

describe('a removed machine', () => {
  it('drains first: its replicas end, then it is told, and its certificate ends', async () => {
    const left = Promise.withResolvers<void>();
    const { office, id } = await withMachine({ onLeft: left.resolve });
    const link = await linkOf(office, id);
    await link.putReplica(spec);
    await until('its replica is ready', () => office.inventory.machine(id)?.replicas[0]?.state === 'ready');
    office.enrolment.remove(id);
    expect(office.inventory.machine(id)?.removing).toBe(true);
    expect(office.machines.find(id)?.removing).toBe(true);
    // What the placement does with a machine that is to go.
    await link.dropReplica(spec.replicaId);
    await left.promise;
    await link.closed;
    await until('it is gone', () => office.inventory.machine(id) === undefined);
    expect(office.machines.list()).toEqual([]);
  });

  it('that was away is told when it comes again', async () => {
    const removed = Promise.withResolvers<void>();
    const office = await openJoinableOffice();
    const identity = await openIdentity(tempDir());
    const id = letIn(office, identity);
    office.enrolment.remove(id);
    expect(office.inventory.machine(id)).toBeUndefined();
    agentIn(office, identity, { onRemoved: removed.resolve });
    await removed.promise;
  });

  it('is removed, though the coordinator was started again in between', async () => {
    const first = await openJoinableOffice();
    const identity = await openIdentity(tempDir());
    const id = letIn(first, identity);
    first.machines.startRemoving(id);
    await first.close();
    const again = await openJoinableOffice({ dataDir: first.dataDir });
    expect(again.machines.list()).toEqual([]);
    expect(again.machines.standing(fingerprintOf(identity.certificate))).toBe('removed');
  });
});

describe('the coordinator', () => {
  it('adopts what runs after a restart, at once, and loads nothing', async () => {
    const { office, id } = await withMachine();
    await (await linkOf(office, id)).putReplica(spec);
    const ready = await until('its replica is ready', () => {
      const replica = office.inventory.machine(id)?.replicas[0];
      return replica?.state === 'ready' && replica;
    });
    await office.close();
    const again = await openJoinableOffice({ dataDir: office.dataDir, port: office.target.port, lease });
    const { replicas } = await stateOf(again, id, 'online');
    expect(replicas).toEqual([expect.objectContaining({ spec, state: 'ready', since: ready.since })]);
  });

  it('is found at another address by what is heard of it', async () => {
    const { office, identity, id, agent } = await withMachine();
    await agent.stop();
    await office.close();
    const moved = await openJoinableOffice({ dataDir: office.dataDir });
    const listeners = new Set<() => void>();
    const heard: { address: string; pin: string; name: string }[] = [];
    const hints = {
      coordinators: () => heard,
      onChange: (listener: () => void) => {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
      announce: () => undefined,
      close: () => Promise.resolve(),
    };
    const kept: Enrolment[] = [];
    agentIn(office, identity, { hints, keep: (enrolment) => void kept.push(enrolment) });
    // Somebody else is heard first: the pin does not fit, so he is not spoken to.
    heard.push({ address: '127.0.0.1:1', pin: 'ab'.repeat(32), name: 'Linden & Roth' });
    heard.push({ address: moved.address, pin: moved.identity.pin, name: 'Linden & Roth' });
    for (const listener of listeners) listener();
    await stateOf(moved, id, 'online');
    expect(kept.at(-1)?.addresses[0]).toBe(moved.address);
    expect(kept.at(-1)?.addresses).not.toContain('127.0.0.1:1');
  });

  it('that was restored on another PC is accepted by its machines', async () => {
    const { office, id, identity, agent } = await withMachine();
    const own = await openIdentity(tempDir());
    office.enrolment.admitThisPc(own.machineId, own.certificate, 'RECEPTION');
    const backup = makeBackup({
      identity: office.identity,
      ca: null,
      officeName: 'Linden & Roth',
      settings: loadSettings(tempDir()),
      db: office.db,
      downloads: [],
      now: systemClock.now(),
    });
    await agent.stop();
    await office.close();
    const dataDir = path.join(tempDir(), 'restored');
    expect(restoreOffice(dataDir, JSON.stringify(backup), systemClock.now())).toMatchObject({ has: { machines: 1 } });
    const restored = await openJoinableOffice({ dataDir, port: office.target.port });
    expect(restored.identity).toEqual(office.identity);
    agentIn(office, identity);
    await stateOf(restored, id, 'online');
  });
});

describe('an update', () => {
  const bundle = (content: string) => {
    const file = path.join(tempDir(), 'bundle.tar.gz');
    writeFileSync(file, content);
    const sha256 = createHash('sha256').update(content).digest('hex');
    return { version: '0.2.0', sha256, sizeBytes: content.length, file };
  };

  it('reaches the agent over a socket of its own, with progress', async () => {
    const content = 'x'.repeat(3_000_000);
    const taken: unknown[] = [];
    const { office, id } = await withMachine({
      update: async (version, sha256, size, archive) => {
        taken.push({ version, sha256, size, content: await text(archive) });
      },
    });
    const link = await linkOf(office, id);
    const bulk = await link.bulk();
    expect(await link.bulk()).toBe(bulk);
    const { file: _file, sizeBytes: size, ...named } = bundle(content);
    const progress: number[] = [];
    await bulk.update(bundle(content), { signal: never, onProgress: (bytes) => void progress.push(bytes) });
    expect(taken).toEqual([{ ...named, size, content }]);
    expect(progress.at(-1)).toBe(size);
    link.close();
    await bulk.closed;
  });

  it('is refused in words, though the bundle was not read to its end', async () => {
    const { office, id } = await withMachine();
    const bulk = await (await linkOf(office, id)).bulk();
    await expect(bulk.update(bundle('x'.repeat(20_000_000)), { signal: never })).rejects.toMatchObject({
      problem: { code: 'install_failed', message: expect.stringContaining('no service of its PC') },
    });
    // The socket is as good as before.
    await expect(bulk.update(bundle('x'), { signal: never })).rejects.toMatchObject({
      problem: { code: 'install_failed' },
    });
  });
});

/** An agent whose words are made by hand. */
async function handMade(
  office: JoinableOffice,
  identity: Identity,
  hello: Partial<AgentHello>,
  changes: Partial<AgentServices> = {},
) {
  const hardware = {
    platform: 'linux',
    osName: 'Debian 12',
    arch: 'x64',
    cpu: 'i5',
    cores: 4,
    memoryBytes: 1,
  } as const;
  const whole: AgentHello = {
    protocol: 1,
    agentVersion: '0.1.0',
    machineId: identity.machineId,
    hardware: { ...hardware, hostName: 'PC' },
    gpus: [aGpu()],
    replicas: [],
    ...hello,
  };
  const services: AgentServices = {
    hello: () => whole,
    report: () => ({ gpus: whole.gpus, replicas: whole.replicas }),
    onChange: () => () => undefined,
    busy: () => false,
    put: () => undefined,
    drop: () => undefined,
    generate: async function* () {},
    embed: async function* () {},
    office: () => undefined,
    courtesy: () => undefined,
    openBulk: () => undefined,
    probe: () => Promise.reject(new Error('no device')),
    dropFile: () => Promise.resolve(),
    leave: () => undefined,
    ...changes,
  };
  const socket = await dial(office.target, identity, never);
  onTestFinished(() => void socket.on('error', () => undefined).destroy());
  const session = performServerHandshake(socket);
  session.on('error', () => undefined);
  new AgentApi(services, quietLog).serve(session);
}
