/**
 * The fake upstream: answers every POST as an OpenAI-compatible server would, with `max_tokens` tokens, each holding the moment
 * of its writing. Usage: upstream.ts PORT EVERY_MS
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';

const [port, everyMs] = process.argv.slice(2).map(Number);
const head =
  '{"id":"chatcmpl-0","object":"chat.completion.chunk","created":0,"model":"demo","choices":[{"index":0,"delta":';

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { stream, max_tokens: tokens } = (await json(request)) as { stream?: boolean; max_tokens: number };
  if (!stream) {
    response.setHeader('content-type', 'application/json');
    response.end(`{"id":"chatcmpl-0","object":"chat.completion","choices":[{"index":0,"message":{"content":"word"}}]}`);
    return;
  }
  response.setHeader('content-type', 'text/event-stream');
  response.write(`data: ${head}{"role":"assistant","content":""},"finish_reason":null}]}\n\n`);
  for (let position = 0; position < tokens; position += 1) {
    await (everyMs && position > 0 ? wait(everyMs) : turn());
    response.write(`data: ${head}{"content":"${process.hrtime.bigint()} "},"finish_reason":null}]}\n\n`);
  }
  response.end(`data: ${head}{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n`);
}

const server = createServer((request, response) => void answer(request, response));
server.keepAliveTimeout = 60_000;
server.listen(port, '127.0.0.1', () => process.stdout.write('listening\n'));
