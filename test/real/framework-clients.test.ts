/** Frameworks that programs of an office are built with, as they come: only address and key are the office's own. */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { gguf } from '@huggingface/gguf';
import { AIMessageChunk, HumanMessage, SystemMessage } from '@langchain/core/messages';
import { tool as lookUp } from '@langchain/core/tools';
import { ChatOpenAI, OpenAI, OpenAIEmbeddings } from '@langchain/openai';
import { APICallError, embed, embedMany, generateText, isStepCount, Output, streamText, tool } from 'ai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { snippetsFor } from '../../renderer/features/api/snippets.ts';
import { demoFile } from '../support/engine/demo-spec.ts';
import { tinyEmbedder } from '../support/models/small-shapes.ts';
import { writeDrawnModel } from '../support/models/write-model.ts';
import { makeKey, runCommand, startSharedOffice, type SharedOffice } from '../support/office-process.ts';
import { programMs, until } from '../support/until.ts';

const model = 'demo';
const vectorModel = 'tiny-embedder';
const width = 32;
const question = 'What is the capital of Portugal?';
const answer = 'The capital of Portugal is Lisbon.';
const rain = 'How is the weather in Lisbon?';
const Place = z.object({ city: z.enum(['Lisbon', 'Porto']) });
const isMany = (count: number): boolean => count > 5;
const texts = ['an invoice for paper', 'a letter to the landlord', 'lunch'];
/** As a program writes it down: with words about it, a whole number, and lists. */
const City = z.object({
  city: z.enum(['Lisbon', 'Porto']).describe('where it is'),
  sure: z.boolean(),
  people: z.int(),
  near: z.array(z.enum(['Sintra', 'Cascais'])).max(2),
});

/** It warns that it says nothing of tools to models that go on with a text. */
Object.assign(globalThis, { AI_SDK_LOG_WARNINGS: false });

let office: SharedOffice;
let apiKey: string;
let baseURL: string;

beforeAll(async () => {
  office = await startSharedOffice((dataDir) => {
    writeDrawnModel(path.join(dataDir, `${vectorModel}.gguf`), tinyEmbedder);
    const settings = { engine: { maxThreads: 1, cpuMachines: true } };
    writeFileSync(path.join(dataDir, 'settings.json'), JSON.stringify(settings));
  });
  const { dataDir } = office;
  apiKey = await makeKey(dataDir);
  await runCommand(['model', 'import', path.join(dataDir, `${vectorModel}.gguf`), '--data', dataDir]);
  await until(
    'both models are ready',
    async () => (await office.state()).models.filter(({ state }) => state === 'ready').length === 2,
    programMs,
  );
  baseURL = `http://127.0.0.1:${office.running().port}/v1`;
});
afterAll(() => office.end());

/** The demo model's token of a text. */
async function tokenOf(text: string): Promise<number> {
  const { metadata } = await gguf(demoFile, { allowLocalFile: true });
  const vocabulary = z.object({ 'tokenizer.ggml.tokens': z.array(z.string()) }).parse(metadata);
  return vocabulary['tokenizer.ggml.tokens'].indexOf(text);
}

describe('LangChain', () => {
  const chat = (more: object = {}) =>
    new ChatOpenAI({ model, apiKey, temperature: 0, maxRetries: 0, configuration: { baseURL }, ...more });

  it('chats, and reads the usage', async () => {
    const said = await chat().invoke([new SystemMessage('Be short.'), new HumanMessage(question)]);
    expect(said.text).toBe(answer);
    expect(said).toMatchObject({
      response_metadata: { finish_reason: 'stop' },
      usage_metadata: { output_tokens: expect.toSatisfy(isMany) },
    });
  });

  it('streams, with the usage at the end', async () => {
    const chunks = await Array.fromAsync(await chat().stream(question));
    expect(chunks.map(({ text }) => text).join('')).toBe(answer);
    expect(chunks.length).toBeGreaterThan(5);
    const whole = chunks.reduce((sum, one) => sum.concat(one), new AIMessageChunk(''));
    expect(whole).toMatchObject({ usage_metadata: { total_tokens: expect.toSatisfy(isMany) } });
  });

  it('chats over responses, whole and streamed', async () => {
    const responses = chat({ useResponsesApi: true });
    expect((await responses.invoke(question)).text).toBe(answer);
    const chunks = await Array.fromAsync(await responses.stream(question));
    expect(chunks.map(({ text }) => text).join('')).toBe(answer);
  });

  it('gets what a zod schema describes', async () => {
    const asked = chat().withStructuredOutput(City);
    expect(City.parse(await asked.invoke(question))).toEqual(await asked.invoke(question));
    // Left to itself, so small a model may never end a text: it is pushed to end what it begins.
    const ends = { [await tokenOf('"')]: 100, [await tokenOf('}')]: 50 };
    const loose = chat({ maxTokens: 100, modelKwargs: { logit_bias: ends } });
    const any = loose.withStructuredOutput(z.looseObject({}), { name: 'any', method: 'jsonMode' });
    expect(await any.invoke(question)).toBeTypeOf('object');
  });

  it('calls a tool, gives back what it said, and gets an answer; streamed, too', async () => {
    const weather = lookUp(({ city }) => `Sunny in ${city}.`, { name: 'weather', description: 'Now', schema: Place });
    const asking = chat({ maxTokens: 200 }).bindTools([weather], {
      tool_choice: 'weather',
      parallel_tool_calls: false,
    });
    const said = await asking.invoke(rain);
    expect(said).toMatchObject({
      response_metadata: { finish_reason: 'tool_calls' },
      tool_calls: [{ name: 'weather' }],
    });
    const [call] = said.tool_calls ?? [];
    if (!call) throw new Error('no call');
    const result = await weather.invoke(call);
    expect(result.text).toMatch(/^Sunny in (Lisbon|Porto)\.$/);
    const after = await chat({ maxTokens: 200 })
      .bindTools([weather])
      .invoke([new HumanMessage(rain), said, result]);
    expect(after.text).not.toBe('');

    const chunks = await Array.fromAsync(await asking.stream(rain));
    const whole = chunks.reduce((sum, one) => sum.concat(one), new AIMessageChunk(''));
    expect(whole.tool_calls).toMatchObject([{ name: 'weather', args: call.args }]);
  });

  it('goes on with a text', async () => {
    const plain = new OpenAI({
      model,
      apiKey,
      temperature: 0,
      maxTokens: 8,
      maxRetries: 0,
      configuration: { baseURL },
    });
    const whole = await plain.invoke('The capital of Portugal is');
    expect(whole).not.toBe('');
    expect((await Array.fromAsync(await plain.stream('The capital of Portugal is'))).join('')).toBe(whole);
  });

  it('makes vectors of one text and of many', async () => {
    const vectors = new OpenAIEmbeddings({ model: vectorModel, apiKey, maxRetries: 0, configuration: { baseURL } });
    const many = await vectors.embedDocuments(texts);
    expect(many.map((one) => one.length)).toEqual([width, width, width]);
    expect(await vectors.embedQuery(texts[1] ?? '')).toEqual(many[1]);
    const short = new OpenAIEmbeddings({ model: vectorModel, dimensions: 8, apiKey, configuration: { baseURL } });
    expect(await short.embedQuery('lunch')).toHaveLength(8);
  });

  it('says what the office refuses, and why', async () => {
    await expect(chat({ model: 'gpt-7' }).invoke('Hi')).rejects.toMatchObject({ status: 404, code: 'model_not_found' });
    await expect(chat({ apiKey: 'aiv-wrong' }).invoke('Hi')).rejects.toMatchObject({ status: 401 });
  });
});

describe('the AI SDK', () => {
  const provider = (key = apiKey) =>
    createOpenAICompatible({
      name: 'office',
      baseURL,
      apiKey: key,
      includeUsage: true,
      supportsStructuredOutputs: true,
    });

  it('chats, and reads the usage', async () => {
    const said = await generateText({ model: provider()(model), temperature: 0, prompt: question });
    expect(said).toMatchObject({ text: answer, finishReason: 'stop' });
    expect(said.usage.outputTokens).toBeGreaterThan(5);
  });

  it('calls a tool, gives back what it said, and gets an answer; streamed, too', async () => {
    const asked: string[] = [];
    const weather = tool({
      description: 'Now',
      inputSchema: Place,
      execute: ({ city }) => {
        asked.push(city);
        return `Sunny in ${city}.`;
      },
    });
    const usual = {
      model: provider()(model),
      temperature: 0,
      maxOutputTokens: 200,
      prompt: rain,
      tools: { weather },
      stopWhen: isStepCount(2),
      // It must call first, and may answer then.
      prepareStep: ({ stepNumber }: { stepNumber: number }) => ({
        toolChoice: stepNumber === 0 ? ('required' as const) : ('none' as const),
      }),
    };
    const said = await generateText(usual);
    expect(said.steps.map(({ finishReason }) => finishReason)).toEqual(['tool-calls', 'stop']);
    expect(said.text).not.toBe('');
    const streamed = streamText(usual);
    expect((await Array.fromAsync(streamed.textStream)).join('')).toBe(said.text);
    expect(asked.length).toBeGreaterThan(1);
    expect(new Set(asked)).toEqual(new Set([expect.stringMatching(/^(Lisbon|Porto)$/)]));
  });

  it('streams, with the usage at the end', async () => {
    const { textStream, usage, finishReason } = streamText({
      model: provider()(model),
      temperature: 0,
      prompt: question,
    });
    const pieces = await Array.fromAsync(textStream);
    expect(pieces.join('')).toBe(answer);
    expect(pieces.length).toBeGreaterThan(5);
    expect((await usage).totalTokens).toBeGreaterThan(10);
    expect(await finishReason).toBe('stop');
  });

  it('gets what a zod schema describes, whole and as it grows', async () => {
    const asked = {
      model: provider()(model),
      temperature: 0,
      prompt: question,
      output: Output.object({ schema: City }),
    };
    const { output } = await generateText(asked);
    expect(City.parse(output)).toEqual(output);
    const streamed = streamText(asked);
    const partial = await Array.fromAsync(streamed.partialOutputStream);
    expect(partial.length).toBeGreaterThan(1);
    expect(await streamed.output).toEqual(output);
  });

  it('goes on with a text', async () => {
    const prompt = 'The capital of Portugal is';
    const said = await generateText({
      model: provider().completionModel(model),
      temperature: 0,
      maxOutputTokens: 8,
      prompt,
    });
    expect(said.text).not.toBe('');
  });

  it('makes vectors of one text and of many', async () => {
    const vectors = provider().embeddingModel(vectorModel);
    const { embeddings, usage } = await embedMany({ model: vectors, values: texts });
    expect(embeddings.map((one) => one.length)).toEqual([width, width, width]);
    expect(usage.tokens).toBeGreaterThan(texts.length * 3);
    const { embedding } = await embed({ model: vectors, value: texts[2] ?? '' });
    expect(embedding).toEqual(embeddings[2]);
  });

  it('says what the office refuses, and why', async () => {
    const ask = (name: string, key?: string) =>
      generateText({ model: provider(key)(name), prompt: 'Hi', maxRetries: 0 }).catch((error: unknown) => error);
    const unknown = await ask('gpt-7');
    expect(APICallError.isInstance(unknown) && unknown).toMatchObject({ statusCode: 404 });
    expect((unknown as Error).message).toContain('gpt-7');
    expect(await ask(model, 'aiv-wrong')).toMatchObject({ statusCode: 401 });
  });
});

describe('the lines that the API page shows', () => {
  const run = promisify(execFile);
  const lines = (title: string): string => {
    const snippets = snippetsFor({ address: baseURL.replace(/\/v1$/, ''), model });
    return snippets.find((one) => one.title === title)?.code.replace('KEY', apiKey) ?? expect.unreachable(title);
  };

  it('of curl work as they stand, with a key', async () => {
    const { stdout } = await run('sh', ['-c', `${lines('curl')} --silent --show-error --fail`]);
    expect(JSON.parse(stdout)).toMatchObject({ object: 'chat.completion', model });
  });

  it('of JavaScript work as they stand, with a key', async () => {
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', lines('JavaScript')]);
    expect(stdout.trim()).not.toBe('');
  });

  // Its libraries are not there: that it reads them is all that can be seen.
  it.each(['Python', 'Ollama apps'])('of %s are Python', async (title) => {
    const read = 'import ast, sys; print(len(ast.parse(sys.argv[1]).body))';
    const { stdout } = await run('python3', ['-c', read, lines(title)]);
    expect(Number(stdout)).toBeGreaterThan(2);
  });
});
