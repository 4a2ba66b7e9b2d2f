import { createServer, type AddressInfo, type Server } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { HostKeys } from '../../../../main/installer/ssh/host-keys.ts';
import { openLedger } from '../../../../main/ledger/ledger.ts';
import { SshHostBook } from '../../../../main/ledger/ssh-hosts.ts';
import { startPasswordHost, startSshd } from '../../../support/install/ssh-host.ts';
import { tempDir } from '../../../support/temp-dir.ts';

const address = '127.0.0.1';

function openBook(): { book: SshHostBook; keys: HostKeys } {
  const db = openLedger(tempDir());
  onTestFinished(() => db.close());
  const book = new SshHostBook(db);
  return { book, keys: new HostKeys(book) };
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return (server.address() as AddressInfo).port;
}

const look = (keys: HostKeys, port: number, host = address): ReturnType<HostKeys['look']> =>
  keys.look({ address: host, port }, new AbortController().signal);

const unreachable = (message: string | RegExp) =>
  expect.objectContaining({
    problem: expect.objectContaining({
      code: 'host_unreachable',
      message: expect.stringMatching(message) as string,
    }) as unknown,
  }) as unknown;

describe('a host key', () => {
  it('is shown as ssh-keygen shows it', async () => {
    const { keys } = openBook();
    const host = await startSshd();
    expect(await look(keys, host.port)).toEqual({
      fingerprint: host.fingerprint,
      algorithm: 'ED25519',
      known: 'first visit',
    });
  });

  it('is the same or another one at a later visit, and forgotten when an admin says so', async () => {
    const { book, keys } = openBook();
    const host = await startSshd();
    book.pin(address, host.port, host.fingerprint);
    expect(await look(keys, host.port)).toMatchObject({ known: 'same' });
    expect(keys.forget({ address, port: host.port })).toBe(true);
    book.pin(address, host.port, `SHA256:${'A'.repeat(43)}`);
    expect(await look(keys, host.port)).toMatchObject({ known: 'changed', fingerprint: host.fingerprint });
    keys.forget({ address, port: host.port });
    expect(await look(keys, host.port)).toMatchObject({ known: 'first visit' });
  });

  it('is seen without a name or a password being shown', async () => {
    const { keys } = openBook();
    const host = await startPasswordHost();
    await look(keys, host.port);
    expect(host.shown).toEqual([]);
  });
});

describe('a PC that cannot be reached', () => {
  it('is told from one that has no SSH', async () => {
    const { keys } = openBook();
    const web = await listening(createServer((socket) => socket.resume().end('HTTP/1.1 400 Bad Request\r\n\r\n')));
    await expect(look(keys, web)).rejects.toEqual(unreachable(/is not SSH\.$/));
  });

  it('is told from one whose SSH is off', async () => {
    const { keys } = openBook();
    const gone = createServer();
    await new Promise<void>((resolve) => gone.listen(0, address, resolve));
    const { port } = gone.address() as AddressInfo;
    await new Promise<void>((resolve) => gone.close(() => resolve()));
    await expect(look(keys, port)).rejects.toEqual(unreachable(/nothing answers on its port \d+: SSH is off/));
  });

  it('is told from a name that nobody has', async () => {
    await expect(look(openBook().keys, 22, 'no-such-pc.invalid')).rejects.toEqual(
      unreachable(/^No PC named “no-such-pc.invalid”/),
    );
  });

  it('that hangs up before it shows its key is told as such', async () => {
    const web = await listening(createServer((socket) => socket.resume().end('SSH-2.0-Busy\r\n')));
    await expect(look(openBook().keys, web)).rejects.toEqual(
      unreachable(/ended the connection before it showed its key\.$/),
    );
  });

  it('is waited for no longer when nobody wants to know any more', async () => {
    const port = await listening(createServer((socket) => socket.on('error', () => undefined)));
    const stop = new AbortController();
    const looking = openBook().keys.look({ address, port }, stop.signal);
    stop.abort(new Error('enough'));
    await expect(looking).rejects.toThrow('enough');
  });
});
