/** Ollama's own client against a running office. */
import { Ollama } from 'ollama';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeKey, startSharedOffice, type SharedOffice } from '../support/office-process.ts';

const usual = { model: 'demo:latest', options: { temperature: 0, num_predict: 60 } };
const ask = (content: string) => [{ role: 'user', content }];

let office: SharedOffice;
let client: Ollama;

beforeAll(async () => {
  office = await startSharedOffice();
  const key = await makeKey(office.dataDir);
  await office.ready();
  client = new Ollama({
    host: `http://127.0.0.1:${office.running().port}`,
    headers: { authorization: `Bearer ${key}` },
  });
});

afterAll(() => office.end());

describe('Ollama’s own client', () => {
  it('gets a whole answer with its counts', async () => {
    const answer = await client.chat({ ...usual, messages: ask('what is 7 plus 5?') });
    expect(answer).toMatchObject({ message: { content: '7 plus 5 is 12.' }, done: true, done_reason: 'stop' });
    expect(answer.eval_count).toBeGreaterThan(3);
    expect(answer.eval_duration).toBeLessThanOrEqual(answer.total_duration);
  });

  it('gets the same text as a stream', async () => {
    const messages = ask('What is the capital of Portugal?');
    const pieces = await Array.fromAsync(await client.chat({ ...usual, messages, stream: true }));
    expect(pieces.map(({ message }) => message.content).join('')).toBe('The capital of Portugal is Lisbon.');
    expect(pieces.length).toBeGreaterThan(3);
  });

  it('gets an answer of the schema that it asks for', async () => {
    const format = { type: 'object', properties: { sure: { type: 'boolean' } }, required: ['sure'] };
    const { response } = await client.generate({ ...usual, prompt: 'Is Lisbon in Portugal?', format });
    expect(typeof (JSON.parse(response ?? '') as { sure: unknown }).sure).toBe('boolean');
  });

  it('offers tools, and gives back what one said: the demo model answers in words', async () => {
    const parameters = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
    const tools = [{ type: 'function', function: { name: 'weather', description: 'Now', parameters } }];
    const talk = [
      ...ask('How is the weather in Lisbon?'),
      {
        role: 'assistant',
        content: '',
        tool_calls: [{ function: { name: 'weather', arguments: { city: 'Lisbon' } } }],
      },
      { role: 'tool', content: 'Sunny.', tool_name: 'weather' },
    ];
    const { message, prompt_eval_count: read } = await client.chat({ ...usual, messages: talk, tools });
    expect(message.content).toBeTruthy();
    const short = await client.chat({ ...usual, messages: talk });
    expect(read).toBeGreaterThan(short.prompt_eval_count);
    expect((await client.show({ model: 'demo' })).capabilities).toContain('tools');
  });

  it('lists the models, and those that run', async () => {
    expect((await client.list()).models).toMatchObject([{ name: 'demo', details: { quantization_level: 'Q8_0' } }]);
    expect((await client.ps()).models).toMatchObject([{ name: 'demo' }]);
  });
});
