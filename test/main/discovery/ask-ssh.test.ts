import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { askSsh } from '../../../main/discovery/ask-ssh.ts';

const never = new AbortController().signal;

/** A server that does this with each visitor. @returns its port */
async function serve(visit: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    visit(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return (server.address() as AddressInfo).port;
}

it('a PC with SSH says what it runs', async () => {
  const port = await serve((socket) => void socket.write('SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n'));
  expect(await askSsh('127.0.0.1', 5_000, never, port)).toEqual({ banner: 'SSH-2.0-OpenSSH_9.2p1 Debian-2' });
});

it('one that is slow to say it has SSH all the same', async () => {
  const port = await serve(() => undefined);
  expect(await askSsh('127.0.0.1', 100, never, port)).toEqual({ banner: '' });
});

it('one that hangs up, or says something else at great length, has a port that answers', async () => {
  const short = await serve((socket) => void socket.end());
  expect(await askSsh('127.0.0.1', 5_000, never, short)).toEqual({ banner: '' });
  const long = await serve((socket) => void socket.write('x'.repeat(100_000)));
  expect(await askSsh('127.0.0.1', 5_000, never, long)).toEqual({ banner: '' });
});

it('where nothing listens there is none', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  expect(await askSsh('127.0.0.1', 5_000, never, port)).toBeNull();
});

it('ends at the abort', async () => {
  const abort = new AbortController();
  const port = await serve(() => abort.abort());
  expect(await askSsh('127.0.0.1', 60_000, abort.signal, port)).toBeNull();
  expect(await askSsh('127.0.0.1', 60_000, abort.signal, port)).toBeNull();
});
