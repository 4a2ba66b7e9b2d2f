/** A small client that loses as little time as node:http allows, and measures. */
import { Agent, request } from 'node:http';

export interface Target {
  readonly name: string;
  readonly port: number;
  /** They take turns. */
  readonly keys: readonly string[];
}

const keepAlive = new Agent({ keepAlive: true, maxSockets: 64 });

let asked = 0;

function post({ port, keys }: Target, body: object, onData: (chunk: string) => void): Promise<void> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${keys[asked++ % keys.length]}` };
  return new Promise((resolve, reject) => {
    const call = request(
      { agent: keepAlive, host: '127.0.0.1', port, method: 'POST', path: '/v1/chat/completions', headers },
      (response) => {
        response.setEncoding('utf8').on('data', onData);
        response.once('end', () =>
          response.statusCode === 200 ? resolve() : reject(new Error(`status ${response.statusCode}`)),
        );
      },
    );
    call.setNoDelay(true);
    call.once('error', reject).end(JSON.stringify(body));
  });
}

const messages = [{ role: 'user', content: 'Hello' }];
const stampPattern = /"content":"(\d+) /g;

export interface Streamed {
  /** Microseconds from the writing of each event to its arrival here. */
  readonly lags: number[];
  /** Milliseconds from the request to the first event with text. */
  readonly firstMs: number;
  /** Milliseconds of the whole. */
  readonly totalMs: number;
}

/** Streams one answer of `tokens` events, each of which says when it was written. */
export async function stream(target: Target, tokens: number): Promise<Streamed> {
  const lags: number[] = [];
  const started = performance.now();
  let firstMs = Number.NaN;
  let rest = '';
  await post(target, { model: 'demo', stream: true, max_tokens: tokens, messages }, (chunk) => {
    const now = process.hrtime.bigint();
    const events = (rest + chunk).split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) {
      for (const [, stamp] of event.matchAll(stampPattern)) {
        if (lags.length === 0) firstMs = performance.now() - started;
        lags.push(Number(now - BigInt(stamp ?? 0)) / 1000);
      }
    }
  });
  if (lags.length !== tokens) throw new Error(`${target.name}: ${lags.length} of ${tokens} events came`);
  return { lags, firstMs, totalMs: performance.now() - started };
}

/** Asks over `connections`, over each again as soon as it is answered. @param most ends it before its time */
export async function askInTurn(
  target: Target,
  connections: number,
  ms: number,
  most = Infinity,
): Promise<{ readonly answered: number; readonly perSecond: number }> {
  const end = performance.now() + ms;
  let answered = 0;
  const ask = async (): Promise<void> => {
    while (performance.now() < end && answered < most) {
      await post(target, { model: 'demo', max_tokens: 1, messages }, () => undefined);
      answered += 1;
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: connections }, ask));
  return { answered, perSecond: (answered / (performance.now() - started)) * 1000 };
}
