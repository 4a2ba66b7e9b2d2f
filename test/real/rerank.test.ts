/** Texts that a real engine puts in order: by the runner itself, and through a running office. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EmbedInput } from '../../contract/embed.ts';
import type { Reranking } from '../../contract/rerank.ts';
import type { LoadedReplica } from '../../node-agent/engine/engine.ts';
import { aGpu, aProcessor } from '../support/a-gpu.ts';
import { demoSpec } from '../support/engine/demo-spec.ts';
import { readVectors } from '../support/engine/embedding-suite.ts';
import { engineFor } from '../support/engine/engine-suite.ts';
import { withoutMesa } from '../support/engine/mesa.ts';
import { smallShapes, tinyReranker } from '../support/models/small-shapes.ts';
import { writeDrawnModel } from '../support/models/write-model.ts';
import { makeKey, runCommand, startSharedOffice, type SharedOffice } from '../support/office-process.ts';
import { programMs, until } from '../support/until.ts';

const slowMs = 120_000;
const never = new AbortController().signal;
const model = 'tiny-reranker';
const query = 'who pays';
const texts = ['a letter to the landlord', 'an invoice for paper', 'lunch'];
const entry = path.resolve(import.meta.dirname, '../../node-agent/engine/llama-runner.ts');

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'aivailable-test-'));
  file = path.join(folder, `${model}.gguf`);
  writeDrawnModel(file, tinyReranker);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const devices = [
  ['the processor', aProcessor()] as const,
  ...(withoutMesa() ? [] : [['Mesa’s Vulkan device', aGpu({ name: 'llvmpipe', software: true })] as const]),
];

describe.each(devices)('scores of the engine on %s', (name, gpu) => {
  let replica: LoadedReplica;
  beforeAll(async () => {
    const spec = demoSpec({ gpuIds: [gpu.id], kind: 'reranker', contextLength: 64, slots: 2 });
    replica = await engineFor({ name, entry, gpu }).load({ spec, file, gpus: [gpu] }, never);
  }, slowMs);
  afterAll(() => replica.unload());

  const scored = (inputs: EmbedInput[]) => readVectors(replica.embed({ requestId: 'test', inputs }, never));
  const pair = (text: string): EmbedInput => ({ kind: 'pair', query, text });

  it('are one for each text, in order, from 0 to 1, and always the same', async () => {
    const { vectors, tokens, last } = await scored([...texts, ...texts].map(pair));
    expect(last).toEqual({ type: 'end' });
    const scores = vectors.map((vector) => vector[0] ?? -1);
    expect(vectors.map(({ length }) => length)).toEqual(scores.map(() => 1));
    expect(scores.slice(3)).toEqual(scores.slice(0, 3));
    expect(new Set(scores).size).toBe(3);
    expect(Math.min(...scores)).toBeGreaterThan(0);
    expect(Math.max(...scores)).toBeLessThan(1);
    expect(tokens[0]).toBeGreaterThan(tokens[2] ?? Infinity);
  });

  it('depend on the question', async () => {
    const [first, second] = (await scored([pair('lunch'), { kind: 'pair', query: 'lunch', text: 'lunch' }])).vectors;
    expect(first).not.toEqual(second);
  });

  it('are refused where both are too long, with the numbers and the place, before any is made', async () => {
    const { vectors, last } = await scored([pair('short'), pair('x '.repeat(70))]);
    expect(vectors).toEqual([]);
    expect(last).toMatchObject({ type: 'error', problem: { code: 'context_length_exceeded', param: 'inputs.1' } });
    expect(JSON.stringify(last)).toMatch(/Question and text have \d+ tokens; this model's context is 64\./);
  });

  it('of texts that fill the context to its last token are made', async () => {
    const [used = 0] = (await scored([pair('x')])).tokens;
    const full = await scored([pair(Array.from({ length: 64 - used + 1 }, () => 'x').join(' '))]);
    expect(full.tokens).toEqual([64]);
  });

  it('are all that it makes', async () => {
    const { last } = await scored([{ kind: 'text', text: 'a letter' }]);
    expect(last).toMatchObject({ type: 'error', problem: { code: 'wrong_model_kind', param: 'inputs.0' } });
  });
});

it(
  'a file that holds nothing to score with is refused, and so is one that asks in words',
  { timeout: slowMs },
  async () => {
    const gpu = aProcessor();
    const others = smallShapes.filter((one) => one.name === 'bert' || one.name === 'qwen3');
    for (const shape of others) {
      const other = path.join(folder, 'other.gguf');
      writeDrawnModel(other, { ...shape, layers: 1, width: 64, heads: 1, kvHeads: 1, vocabulary: 512 });
      const spec = demoSpec({ gpuIds: [gpu.id], kind: 'reranker', contextLength: 64 });
      const load = engineFor({ name: '', entry, gpu }).load({ spec, file: other, gpus: [gpu] }, never);
      await expect(load, shape.name).rejects.toMatchObject({ problem: { code: 'model_file_invalid' } });
    }
  },
);

describe('a program of the office', () => {
  let office: SharedOffice;
  let post: (where: string, body: object) => Promise<Response>;

  beforeAll(async () => {
    office = await startSharedOffice((dataDir) =>
      writeFileSync(
        path.join(dataDir, 'settings.json'),
        JSON.stringify({ engine: { maxThreads: 1, cpuMachines: true } }),
      ),
    );
    const key = await makeKey(office.dataDir);
    await runCommand(['model', 'import', file, '--data', office.dataDir]);
    await until(
      'both models are ready',
      async () => (await office.state()).models.filter(({ state }) => state === 'ready').length === 2,
      programMs,
    );
    post = (where, body) =>
      fetch(`http://127.0.0.1:${office.running().port}${where}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}` },
        body: JSON.stringify(body),
      });
  }, slowMs);
  afterAll(() => office.end());

  it('has its texts put in order, and finds the model among the others', async () => {
    const response = await post('/v1/rerank', { model, query, documents: texts, return_documents: true });
    const { results, usage } = (await response.json()) as Reranking;
    expect(results.map(({ index, document }) => document?.text === texts[index])).toEqual([true, true, true]);
    const scores = results.map((one) => one.relevance_score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(usage.prompt_tokens).toBeGreaterThan(10);
    expect((await office.state()).models.find(({ name }) => name === model)?.kind).toBe('reranker');
  });

  it('is told by name what is too long, and what a model is not made for', async () => {
    const refusal = async (where: string, body: object) => (await post(where, body)).json();
    const long = await refusal('/v1/rerank', { model, query, documents: ['fine', 'far too long a text '.repeat(9)] });
    expect(long).toMatchObject({ error: { code: 'context_length_exceeded', param: 'documents.1' } });
    const messages = [{ role: 'user', content: 'Hello' }];
    for (const [where, body] of [
      ['/v1/chat/completions', { model, messages }],
      ['/v1/embeddings', { model, input: 'Hello' }],
      ['/v1/rerank', { model: 'demo', query, documents: texts }],
    ] as const) {
      expect(await refusal(where, body)).toMatchObject({ error: { code: 'wrong_model_kind', param: 'model' } });
    }
  });
});
