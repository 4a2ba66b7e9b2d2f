import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goodKey, serveGateway, type GatewayServer } from '../../support/gateway/gateway-server.ts';
import { MemoryFleet } from '../../support/gateway/memory-fleet.ts';
import { until } from '../../support/until.ts';

let server: GatewayServer;
let fleet: MemoryFleet;

beforeAll(async () => {
  fleet = new MemoryFleet().model('demo').replica('a', { slots: 8 });
  server = await serveGateway(fleet, { chat: { stallMs: 300 } });
});
afterAll(() => server.close());

/** A socket to the gateway that gathers what comes. */
async function dial(): Promise<{ socket: Socket; seen: () => string; closed: () => boolean }> {
  const socket = connect(server.port, '127.0.0.1');
  let seen = '';
  let closed = false;
  socket.on('data', (chunk: Buffer) => (seen += chunk.toString('latin1')));
  socket.on('close', () => (closed = true));
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return { socket, seen: () => seen, closed: () => closed };
}

const head = (length: number | 'chunked', more = ''): string =>
  `POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${goodKey}\r\n${more}` +
  `${length === 'chunked' ? 'transfer-encoding: chunked' : `content-length: ${length}`}\r\n\r\n`;
const stillServes = async (): Promise<void> => expect((await server.call('/v1/models')).status).toBe(200);

/** Without it, what is free could not be told from what is kept. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}

describe('bad input', () => {
  it('a declared 50 MB body is refused before it is read, and the connection ends', async () => {
    const { socket, seen, closed } = await dial();
    socket.write(head(50 * 1024 * 1024));
    await until('it is refused', () => seen().includes('413') && seen().includes('body_too_large'));
    expect(seen()).toMatch(/connection: close/i);
    await until('the connection ends', closed);
  });

  it('a 50 MB body of undeclared length is refused as soon as it is too long, and nothing of it is kept', async () => {
    const { socket, seen, closed } = await dial();
    socket.write(head('chunked'));
    const piece = 'x'.repeat(1024 * 1024);
    const before = process.memoryUsage().arrayBuffers;
    for (let sent = 0; sent < 50 && !closed(); sent += 1) {
      socket.write(`${piece.length.toString(16)}\r\n${piece}\r\n`);
      await until('it is sent or the connection ended', () => closed() || socket.writableLength === 0);
    }
    await until('it is refused', () => seen().includes('413'));
    await until('the connection ends', closed);
    await until('what was sent is not kept', () => {
      collectGarbage();
      return process.memoryUsage().arrayBuffers - before < 10 * 1024 * 1024;
    });
    await stillServes();
  });

  it('a body that stops half way is forgotten', async () => {
    const calls = fleet.calls.length;
    const { socket, seen, closed } = await dial();
    socket.write(`${head(1000)}{"model":"de`);
    socket.end();
    await until('the connection ends', closed);
    expect(seen()).not.toContain(' 200 ');
    expect(fleet.calls.length).toBe(calls);
    await stillServes();
  });

  it('huge headers, and what is no HTTP, get an answer and a hang-up', async () => {
    let closedInTheEnd = 0;
    for (const [bytes, status] of [
      [head(2, `x-big: ${'a'.repeat(64 * 1024)}\r\n`), ' 431 '],
      ['GET / SPDY/9\r\n\r\n', ' 400 '],
      ['\u0016\u0003\u0001\u0002\u0000\u0001', ' 400 '],
    ] as const) {
      const { socket, seen, closed } = await dial();
      socket.write(bytes, 'latin1');
      await until(`it is answered with${status}`, () => seen().includes(status));
      await until('the connection ends', closed);
      closedInTheEnd += 1;
    }
    expect(closedInTheEnd).toBe(3);
    await stillServes();
  });

  it('deep nesting and strange numbers are refused, not crashed on', async () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    for (const body of [
      deep,
      `{"model":"demo","messages":${deep}}`,
      '{"model":"demo","messages":1e999}',
      '"\\ud800"',
      '\u0000',
    ]) {
      expect((await server.post(body)).status).toBe(400);
    }
    await stillServes();
  });

  it('random bytes after a good key never get more than a 400', async () => {
    let state = 12345;
    for (let round = 0; round < 100; round += 1) {
      const bytes = Array.from({ length: 40 }, () => {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        return '{}[]",:\\0e-model messages'[(state >>> 8) % 25];
      });
      expect((await server.post(bytes.join(''))).status).toBe(400);
    }
  });

  it('a client that never reads is held back, then cut off, and its machine is freed', async () => {
    const before = fleet.calls.length;
    fleet.usually({ tokens: 200_000, textOf: () => 'x'.repeat(200) });
    const body = JSON.stringify({ model: 'demo', stream: true, messages: [{ role: 'user', content: 'Hi' }] });
    const { socket, closed } = await dial();
    socket.pause();
    socket.write(head(Buffer.byteLength(body)) + body);
    await until('it writes', () => fleet.calls.length > before);
    const memory = process.memoryUsage().rss;
    await until('the machine is freed', () => fleet.running('a') === 0);
    // 200,000 events of 400 bytes would be 80 MB: what was held back was never made.
    expect(process.memoryUsage().rss - memory).toBeLessThan(40 * 1024 * 1024);
    expect(fleet.calls.at(-1)?.signal.aborted).toBe(true);
    socket.resume();
    await until('the connection ends', closed);
    fleet.usually({});
  });
});
