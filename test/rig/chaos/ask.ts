/** One request as a program of the office sends it: whole or streamed, to its end, or until its client goes away. */
import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { demoModel } from '../../../common/demo-model.ts';
import type { DrawnRequest } from './draw-requests.ts';
import type { Answer } from './judge.ts';
import { EventReader } from './read-events.ts';

/** refused: 429 or 503 with Retry-After. cut: the connection ended before the answer did. */
export type Asked =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'failed'; readonly code: string }
  | { readonly kind: 'cut' };

/** How to reach the office, and who asks. */
export interface Way {
  /** Of the door that leads to its HTTP port. */
  readonly socket: string;
  readonly host: string;
  readonly key: string;
}

/** Longer than the office lets anybody wait: who hears nothing by then was forgotten. */
const patienceMs = 180_000;

const Whole = z.object({
  choices: z.tuple([z.object({ message: z.object({ content: z.string() }), finish_reason: z.string() })]),
  usage: z.object({ completion_tokens: z.int() }),
});
const Failure = z.object({ error: z.object({ code: z.string() }) });

export function ask(
  { template, stream, cancelAfterMs }: Pick<DrawnRequest, 'template' | 'stream' | 'cancelAfterMs'>,
  { socket, host, key }: Way,
): Promise<Asked> {
  const body = {
    model: demoModel.name,
    ...template.body,
    ...(stream ? { stream: true, stream_options: { include_usage: true } } : {}),
  };
  return new Promise((resolve) => {
    const headers = { host, authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const options = { socketPath: socket, method: 'POST', path: '/v1/chat/completions', headers, agent: false };
    const sent: ClientRequest = request(options, (response) => {
      read(response, stream).then(settle, () => settle({ kind: 'cut' }));
    });
    const cancel = cancelAfterMs === null ? undefined : setTimeout(() => settle({ kind: 'cancelled' }), cancelAfterMs);
    const patience = setTimeout(() => settle({ kind: 'failed', code: 'no_end' }), patienceMs);
    const settle = (asked: Asked): void => {
      clearTimeout(cancel);
      clearTimeout(patience);
      sent.destroy();
      resolve(asked);
    };
    sent.on('error', () => settle({ kind: 'cut' })).end(JSON.stringify(body));
  });
}

async function read(response: IncomingMessage, stream: boolean): Promise<Asked> {
  if (response.statusCode !== 200) return readRefusal(response);
  return stream ? readStream(response) : readWhole(response);
}

async function readRefusal(response: IncomingMessage): Promise<Asked> {
  const said = Failure.safeParse(JSON.parse(await text(response)));
  const code = said.success ? said.data.error.code : `status_${response.statusCode}`;
  const isRefusal = [429, 503].includes(response.statusCode ?? 0) && response.headers['retry-after'] !== undefined;
  return { kind: isRefusal ? 'refused' : 'failed', code };
}

async function readWhole(response: IncomingMessage): Promise<Asked> {
  const { choices, usage } = Whole.parse(JSON.parse(await text(response)));
  const [{ message, finish_reason: reason }] = choices;
  const machines = [...movedFrom(response.headers), ...machineOf(response)];
  return {
    kind: 'answered',
    answer: { text: message.content, reason, tokens: usage.completion_tokens, machines, marks: [] },
  };
}

async function readStream(response: IncomingMessage): Promise<Asked> {
  const reader = new EventReader();
  response.setEncoding('utf8');
  for await (const piece of response) reader.push(piece as string);
  const { text: written, reason, tokens, error, done, marks } = reader;
  if (error !== null) return { kind: 'failed', code: error };
  if (!done || reason === null || tokens === null) return { kind: 'cut' };
  const [first] = marks;
  const machines = first ? [first.from, ...marks.map(({ to }) => to)] : machineOf(response);
  return { kind: 'answered', answer: { text: written, reason, tokens, machines, marks } };
}

const movedFrom = (fields: IncomingMessage['headers']): string[] => {
  const value = fields['x-aivailable-moved-from'];
  return typeof value === 'string' ? value.split(', ') : [];
};

const machineOf = ({ headers }: IncomingMessage): string[] => {
  const value = headers['x-aivailable-machine'];
  return typeof value === 'string' ? [value] : [];
};
