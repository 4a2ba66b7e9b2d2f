import { once } from 'node:events';
import { performServerHandshake } from 'node:http2';
import { connect, createServer, type Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { expect, it, onTestFinished } from 'vitest';
import { BulkLinks } from '../../../main/link/bulk-links.ts';
import { until } from '../../support/until.ts';

const never = new AbortController().signal;

/** Both ends of a connection; what is TLS about the coordinator's is not looked at here. */
async function aConnection(): Promise<{ near: TLSSocket; far: Socket }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const far = connect((server.address() as { port: number }).port, '127.0.0.1');
  const [near] = (await once(server, 'connection')) as [Socket];
  onTestFinished(() => {
    for (const end of [near, far]) end.on('error', () => undefined).destroy();
    server.close();
  });
  return { near: near as TLSSocket, far };
}

it('closes a socket that nobody asked for', async () => {
  const links = new BulkLinks();
  const { near } = await aConnection();
  links.take('m', near);
  expect(near.destroyed).toBe(true);
});

it('gives all who wait the same one, and closes it when it was idle for a while', async () => {
  const links = new BulkLinks({ idleMs: 20 });
  let asked = 0;
  const ask = async (): Promise<void> => void (asked += 1);
  const wanted = [1, 2].map(() => links.to({ machineId: 'm', ask, signal: never }));
  const { near, far } = await aConnection();
  performServerHandshake(far).on('error', () => undefined);
  await Promise.resolve();
  links.take('m', near);
  const [first, second] = await Promise.all(wanted);
  expect(first).toBe(second);
  expect(asked).toBe(2);
  await first?.closed;
  const late = await aConnection();
  links.take('m', late.near);
  expect(late.near.destroyed).toBe(true);
});

it('keeps the one that is on its way for those who still wait, when one of them leaves', async () => {
  const links = new BulkLinks();
  const leaving = new AbortController();
  const wish = { machineId: 'm', ask: () => Promise.resolve() };
  const first = links.to({ ...wish, signal: leaving.signal });
  const second = links.to({ ...wish, signal: never });
  leaving.abort();
  await expect(first).rejects.toMatchObject({ problem: { code: 'machine_lost' } });
  const { near } = await aConnection();
  links.take('m', near);
  expect(near.destroyed).toBe(false);
  expect((await second).ended).toBe(false);
});

it('closes one that comes when all who waited for it have left', async () => {
  const links = new BulkLinks();
  const wish = { machineId: 'm', ask: () => Promise.resolve(), signal: AbortSignal.timeout(10) };
  await Promise.allSettled([links.to(wish), links.to(wish)]);
  const { near } = await aConnection();
  links.take('m', near);
  expect(near.destroyed).toBe(true);
});

it('gives a new one where the last has ended, though a call on it waits for ever', async () => {
  const links = new BulkLinks();
  const open = async () => {
    const wanted = links.to({ machineId: 'm', ask: () => Promise.resolve(), signal: never });
    const { near, far } = await aConnection();
    const agent = performServerHandshake(far);
    agent.on('error', () => undefined);
    links.take('m', near);
    return { link: await wanted, agent };
  };
  const first = await open();
  const asked = once(first.agent, 'stream');
  const file = { sha256: 'a'.repeat(64), sizeBytes: 1, file: import.meta.filename, budgetBytes: null };
  const waiting = first.link.copy(file, { signal: never, onProgress: () => undefined }).catch(() => undefined);
  await asked;
  first.agent.goaway();
  await until('it takes no more calls', () => first.link.ended);
  const second = await open();
  expect(second.link).not.toBe(first.link);
  expect(second.link.ended).toBe(false);
  await waiting;
  await first.link.closed;
  expect(await links.to({ machineId: 'm', ask: () => Promise.resolve(), signal: never })).toBe(second.link);
});

it('says that none came, and what the agent refused with', async () => {
  const links = new BulkLinks();
  const silent = { machineId: 'm', ask: () => Promise.resolve(), signal: AbortSignal.timeout(10) };
  await expect(links.to(silent)).rejects.toMatchObject({ problem: { code: 'machine_lost' } });
  const refusing = { machineId: 'm', ask: () => Promise.reject(new Error('no')), signal: never };
  await expect(links.to(refusing)).rejects.toThrow('no');
});
