/** Anthropic's own client against a running office. */
import Anthropic from '@anthropic-ai/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeKey, startSharedOffice, type SharedOffice } from '../support/office-process.ts';

const ask = (content: string) => [{ role: 'user' as const, content }];
const usual = { model: 'demo', max_tokens: 60, temperature: 0 };

let office: SharedOffice;
let client: Anthropic;

beforeAll(async () => {
  office = await startSharedOffice();
  const apiKey = await makeKey(office.dataDir);
  await office.ready();
  client = new Anthropic({ apiKey, baseURL: `http://127.0.0.1:${office.running().port}`, maxRetries: 0 });
});

afterAll(() => office.end());

describe('Anthropic’s own client', () => {
  it('gets a whole answer with its usage', async () => {
    const message = await client.messages.create({ ...usual, messages: ask('what is 7 plus 5?') });
    expect(message).toMatchObject({ content: [{ type: 'text', text: '7 plus 5 is 12.' }], stop_reason: 'end_turn' });
    expect(message.usage.output_tokens).toBeGreaterThan(3);
  });

  it('gets the same text as a stream', async () => {
    const stream = client.messages.stream({ ...usual, messages: ask('What is the capital of Portugal?') });
    const pieces: string[] = [];
    stream.on('text', (text) => pieces.push(text));
    const message = await stream.finalMessage();
    expect(pieces.join('')).toBe('The capital of Portugal is Lisbon.');
    expect(pieces.length).toBeGreaterThan(3);
    expect(message.usage.input_tokens).toBeGreaterThan(5);
  });

  it('is told which stop sequence ended the answer', async () => {
    const messages = ask('What is the capital of Portugal?');
    expect(await client.messages.create({ ...usual, stop_sequences: ['!', ' is'], messages })).toMatchObject({
      content: [{ text: 'The capital of Portugal' }],
      stop_reason: 'stop_sequence',
      stop_sequence: ' is',
    });
  });

  it('counts a prompt as the answer’s usage does', async () => {
    const messages = ask('What is the capital of Portugal?');
    const { input_tokens: counted } = await client.messages.countTokens({ model: 'demo', messages });
    const { usage } = await client.messages.create({ ...usual, messages });
    expect(counted).toBe(usage.input_tokens);
  });

  it('gets a use of a tool, gives back what the tool said, and gets an answer', async () => {
    const input_schema = {
      type: 'object' as const,
      properties: { city: { enum: ['Lisbon', 'Porto'] } },
      required: ['city'],
    };
    const tools = [{ name: 'weather', description: 'Now', input_schema }];
    const messages = ask('How is the weather in Lisbon?');
    const room = { ...usual, max_tokens: 200 };
    const tool_choice = { type: 'any' as const, disable_parallel_tool_use: true };
    const message = await client.messages.create({ ...room, messages, tools, tool_choice });
    const [use] = message.content;
    expect(message.stop_reason).toBe('tool_use');
    if (use?.type !== 'tool_use') throw new Error('no use');
    expect(use.input).toEqual({ city: expect.stringMatching(/^(Lisbon|Porto)$/) });

    const result = { type: 'tool_result' as const, tool_use_id: use.id, content: 'Sunny.' };
    const talk = [
      ...messages,
      { role: 'assistant' as const, content: message.content },
      { role: 'user' as const, content: [result] },
    ];
    const after = await client.messages.create({ ...room, messages: talk, tools });
    expect(after.content[0]).toMatchObject({ type: 'text', text: expect.stringMatching(/./) });
    const { input_tokens: counted } = await client.messages.countTokens({ model: 'demo', messages: talk, tools });
    expect(counted).toBe(after.usage.input_tokens);

    const pieces: string[] = [];
    const stream = client.messages.stream({ ...room, messages, tools, tool_choice });
    stream.on('inputJson', (piece) => pieces.push(piece));
    const streamed = await stream.finalMessage();
    expect(streamed).toMatchObject({ stop_reason: 'tool_use', content: [{ type: 'tool_use', input: use.input }] });
    expect(JSON.parse(pieces.join(''))).toEqual(use.input);
  });

  it('lists the models', async () => {
    expect(await Array.fromAsync(client.models.list())).toMatchObject([{ id: 'demo', type: 'model' }]);
  });
});
