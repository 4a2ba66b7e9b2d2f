import { performServerHandshake, type ServerHttp2Session } from 'node:http2';
import { createServer, type AddressInfo } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fingerprintOf } from '../../../common/fingerprint.ts';
import { talkProtocol } from '../../../contract/agent-api.ts';
import type { GenerateFrame, GenerateRequest } from '../../../contract/generate.ts';
import { problem, ProblemError } from '../../../contract/problem.ts';
import { readVectors, textInputs } from '../../support/engine/embedding-suite.ts';
import { quietLog } from '../../support/quiet-log.ts';
import { scriptedVectors, scriptedWidth } from '../../support/engine/scripted-vectors.ts';
import type { AgentLink } from '../../../main/link/agent-link.ts';
import { openIdentity as openCoordinatorIdentity } from '../../../main/link/identity.ts';
import { TunnelServer } from '../../../main/link/tunnel-server.ts';
import { AgentApi, type AgentServices } from '../../../node-agent/link/agent-api.ts';
import { dial } from '../../../node-agent/link/dial.ts';
import { openIdentity as openAgentIdentity, type Identity } from '../../../node-agent/link/identity.ts';
import { spec } from '../../support/office-fixtures.ts';
import { tunnelOptions } from '../../../node-agent/link/stay-connected.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { until } from '../../support/until.ts';

/** A report that cannot be read fails the test that reads it. */
const fail = (error: unknown): never => {
  throw error;
};

const hardware = {
  hostName: 'PC',
  platform: 'linux',
  osName: 'Linux',
  arch: 'x64',
  cpu: 'i5',
  cores: 4,
  memoryBytes: 1,
} as const;
const never = new AbortController().signal;
const request: GenerateRequest = {
  requestId: 'r1',
  epoch: 0,
  input: { kind: 'tokens', tokens: [1] },
  soFar: [],
  maxTokens: 5,
  sampling: { temperature: 0, topP: 1, topK: 0, minP: 0, seed: 1 },
  stop: [],
  grammar: null,
};

const services = (changes: Partial<AgentServices> = {}): AgentServices => ({
  hello: () => ({ protocol: 1, agentVersion: '0.1.0', machineId: 'm', hardware, gpus: [], replicas: [] }),
  report: () => ({ gpus: [], replicas: [] }),
  onChange: () => () => undefined,
  busy: () => false,
  put: () => undefined,
  drop: () => undefined,
  generate: async function* () {
    yield { type: 'prompt', epoch: 0, tokens: [1] };
    yield { type: 'token', position: 0, token: 7, text: 'Lisbon' };
    yield { type: 'end', reason: 'stop', text: '.' };
  },
  embed: async function* (_id, { inputs }) {
    yield* scriptedVectors(inputs, 16);
    yield { type: 'end' };
  },
  office: () => undefined,
  courtesy: () => undefined,
  openBulk: () => undefined,
  probe: () => Promise.resolve({ text: 'Lisbon', tokensPerSecond: 20, loadMs: 300 }),
  dropFile: () => Promise.resolve(),
  leave: () => undefined,
  ...changes,
});

/** A coordinator's door and an agent's identity that it knows. */
async function openDoor(lease = {}) {
  const identity = await openCoordinatorIdentity(tempDir());
  const agent = await openAgentIdentity(tempDir());
  const admitted = [{ id: 'm', fingerprint: fingerprintOf(agent.certificate) }];
  const links: AgentLink[] = [];
  const server = new TunnelServer({
    identity,
    admitted: (fingerprint) => admitted.find((one) => one.fingerprint === fingerprint) ?? null,
    joinDoor: null,
    onLink: (link) => links.push(link),
    log: quietLog,
    lease,
  });
  const port = await server.listen(0, '127.0.0.1');
  onTestFinished(() => server.close());
  return { identity, agent, admitted, links, server, target: { address: '127.0.0.1', port, pin: identity.pin } };
}

type Door = Awaited<ReturnType<typeof openDoor>>;

async function joinAs(
  door: Door,
  agent: Identity,
  offered = services(),
): Promise<{ socket: TLSSocket; session: ServerHttp2Session }> {
  const socket = await dial(door.target, agent, never);
  onTestFinished(() => void socket.on('error', () => undefined).destroy());
  const session = performServerHandshake(socket, tunnelOptions);
  new AgentApi(offered, quietLog).serve(session);
  return { socket, session };
}

async function linked(door: Door, offered = services()) {
  const joined = await joinAs(door, door.agent, offered);
  await until('the coordinator has the tunnel', () => door.links.length > 0);
  return { ...joined, link: door.links.at(-1) as AgentLink };
}

const collect = async (frames: AsyncIterable<GenerateFrame>): Promise<GenerateFrame[]> => Array.fromAsync(frames);

describe('the tunnel', () => {
  it('lets the coordinator call the agent that dialled in', async () => {
    const { link } = await linked(await openDoor());
    expect(link.machineId).toBe('m');
    expect((await link.hello()).whole).toMatchObject({ machineId: 'm', hardware: { hostName: 'PC' } });
    const [first] = await Array.fromAsync(firstOf(link.reports(never, fail)));
    expect(first).toEqual({ gpus: [], replicas: [] });
  });

  it('carries an answer frame by frame', async () => {
    const { link } = await linked(await openDoor());
    const frames = await collect(link.generate('llama-1', request, never));
    expect(frames.map(({ type }) => type)).toEqual(['prompt', 'token', 'end']);
  });

  it('carries vectors, and what is wrong with a text', async () => {
    const { link } = await linked(await openDoor());
    const { vectors, last } = await readVectors(link.embed('bge-1', textInputs('Lisbon', 'Porto'), never));
    expect([vectors.map(({ length }) => length), last]).toEqual([[scriptedWidth, scriptedWidth], { type: 'end' }]);
    await expect(readVectors(link.embed('bge-1', textInputs('Lisbon '.repeat(9)), never))).rejects.toMatchObject({
      problem: { code: 'context_length_exceeded', param: 'inputs.0' },
    });
  });

  it('carries a replica’s wish and an agent’s refusal with its reason', async () => {
    const wanted: unknown[] = [];
    const refusing = services({
      put: (wish) => void wanted.push(wish),
      drop: () => {
        throw new ProblemError(problem('replica_not_found', 'There is no replica llama-9.'));
      },
    });
    const { link } = await linked(await openDoor(), refusing);
    await link.putReplica(spec());
    expect(wanted).toEqual([spec()]);
    await expect(link.dropReplica('llama-9')).rejects.toMatchObject({
      problem: { code: 'replica_not_found', message: 'There is no replica llama-9.' },
    });
  });

  it('tells the agent when nobody reads the answer any more', async () => {
    let stopped = false;
    const endless = services({
      generate: async function* (_id, _request, signal) {
        signal.addEventListener('abort', () => (stopped = true));
        for (let position = 0; !signal.aborted; position += 1) {
          yield { type: 'token', position, token: 1, text: 'x' };
          await new Promise((resolve) => setImmediate(resolve));
        }
      },
    });
    const { link } = await linked(await openDoor(), endless);
    const leaving = new AbortController();
    const reading = (async () => {
      for await (const _frame of link.generate('llama-1', request, leaving.signal)) leaving.abort();
    })();
    await expect(reading).rejects.toThrow();
    await until('the agent stopped', () => stopped);
  });

  it('outlives thousands of answers, and thousands that were given up', async () => {
    const { link } = await linked(await openDoor());
    let closed = false;
    void link.closed.then(() => (closed = true));
    for (let answer = 0; answer < 1_500; answer += 1) {
      await collect(link.generate('llama-1', request, never));
      for await (const _frame of link.generate('llama-1', request, never)) break;
    }
    expect((await link.hello()).head).toMatchObject({ machineId: 'm' });
    expect(closed).toBe(false);
  });

  it('outlives large requests that are given up while they are sent', async () => {
    const { link } = await linked(await openDoor());
    const large = {
      ...request,
      input: { kind: 'chat' as const, messages: [{ role: 'user' as const, content: 'x'.repeat(400_000) }] },
    };
    for (let attempt = 0; attempt < 200; attempt += 1) {
      const leaving = new AbortController();
      const reading = collect(link.generate('llama-1', large, leaving.signal));
      setImmediate(() => leaving.abort());
      await reading.catch(() => undefined);
    }
    expect((await link.hello()).head).toMatchObject({ machineId: 'm' });
    expect((await collect(link.generate('llama-1', large, never))).at(-1)).toMatchObject({ type: 'end' });
  });

  it('is told of a request that is too large, and goes on', async () => {
    const { link } = await linked(await openDoor());
    const huge = {
      ...request,
      input: { kind: 'chat' as const, messages: [{ role: 'user' as const, content: 'x'.repeat(9_000_000) }] },
    };
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await expect(collect(link.generate('llama-1', huge, never))).rejects.toMatchObject({
        problem: { code: 'body_too_large' },
      });
    }
    expect((await link.hello()).head).toMatchObject({ machineId: 'm' });
  });

  it('passes over a report that cannot be read, and keeps the machine', async () => {
    const odd = services({ report: () => ({ gpus: [], replicas: 'many' }) as never });
    const { link } = await linked(await openDoor(), odd);
    const leaving = new AbortController();
    const unreadable: unknown[] = [];
    const reading = Array.fromAsync(
      link.reports(leaving.signal, (error) => {
        unreadable.push(error);
        leaving.abort();
      }),
    );
    await expect(reading).rejects.toThrow();
    expect(unreadable).toHaveLength(1);
    expect((await link.hello()).head).toMatchObject({ machineId: 'm' });
  });

  it('names a machine that goes in the middle of an answer as lost', async () => {
    const door = await openDoor();
    const holds = services({
      generate: async function* (_id, _request, signal) {
        yield { type: 'token', position: 0, token: 1, text: 'x' };
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
      },
    });
    const { link, socket } = await linked(door, holds);
    const reading = (async () => {
      for await (const _frame of link.generate('llama-1', request, never)) socket.destroy();
    })();
    const lost = (message: string) => ({ problem: { code: 'machine_lost', message } });
    await expect(reading).rejects.toMatchObject(lost('The machine that wrote the answer is gone.'));
    await link.closed;
    await expect(link.hello()).rejects.toMatchObject(lost('The connection to the machine broke.'));
  });

  it('notices an agent that hangs, which TCP alone never shows', async () => {
    const door = await openDoor({ beatMs: 20, missesAllowed: 3 });
    const socket = await dial(door.target, door.agent, never);
    onTestFinished(() => void socket.on('error', () => undefined).destroy());
    // It answers nothing: no HTTP/2, no PING.
    await until('the coordinator has the tunnel', () => door.links.length > 0);
    await door.links[0]?.closed;
  });
});

async function* firstOf<T>(values: AsyncIterable<T>): AsyncIterable<T> {
  for await (const value of values) return yield value;
}

describe('the tunnel’s door', () => {
  it('refuses a certificate that was not let in, before anything is read', async () => {
    const door = await openDoor();
    const stranger = await openAgentIdentity(tempDir());
    await expect(answerTo(door, { key: stranger.key, cert: stranger.certificate })).resolves.toBe('refused');
    expect(door.links).toEqual([]);
  });

  it('refuses who shows no certificate, and who speaks an older TLS', async () => {
    const door = await openDoor();
    await expect(answerTo(door, {})).resolves.toBe('refused');
    const { key, certificate: cert } = door.agent;
    await expect(answerTo(door, { key, cert, maxVersion: 'TLSv1.2' })).resolves.toBe('refused');
    expect(door.links).toEqual([]);
  });

  it('trusts nobody while no machine was let in', async () => {
    const door = await openDoor();
    door.admitted.length = 0;
    const { key, certificate: cert } = door.agent;
    await expect(answerTo(door, { key, cert })).resolves.toBe('refused');
  });

  it('lets a machine in at once when it was just admitted', async () => {
    const door = await openDoor();
    const late = await openAgentIdentity(tempDir());
    door.admitted.push({ id: 'late', fingerprint: fingerprintOf(late.certificate) });
    await joinAs(door, late);
    await until('the machine is in', () => door.links.some((link) => link.machineId === 'late'));
  });

  it('is left by an agent that finds another certificate than its pin', async () => {
    const door = await openDoor();
    const wrong = { ...door.target, pin: '0'.repeat(64) };
    await expect(dial(wrong, door.agent, never)).rejects.toMatchObject({ problem: { code: 'tunnel_refused' } });
  });

  it('says which port is busy', async () => {
    const door = await openDoor();
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    onTestFinished(() => void other.close());
    const { port } = other.address() as AddressInfo;
    const second = new TunnelServer({
      identity: door.identity,
      admitted: () => null,
      joinDoor: null,
      onLink: () => undefined,
      log: quietLog,
    });
    await expect(second.listen(port, '127.0.0.1')).rejects.toMatchObject({
      problem: { code: 'port_busy', message: expect.stringContaining(String(port)) },
    });
  });
});

/** What a TLS client gets: in TLS 1.3 the refusal comes after its own side of the handshake, as an alert. */
function answerTo({ target }: Door, options: object): Promise<'refused' | 'welcome'> {
  const socket = connect({
    host: target.address,
    port: target.port,
    rejectUnauthorized: false,
    ALPNProtocols: [talkProtocol],
    ...options,
  });
  return new Promise((resolve) => {
    socket.once('error', () => resolve('refused'));
    socket.once('close', () => resolve('refused'));
    socket.once('data', () => {
      socket.destroy();
      resolve('welcome');
    });
  });
}
