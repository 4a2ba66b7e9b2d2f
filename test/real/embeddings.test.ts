/** Vectors of a real engine: through a running office with the official client, and from two runners for one request. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Fleet, VectorFleet } from '../../main/gateway/fleet.ts';
import type { LoadedReplica } from '../../node-agent/engine/engine.ts';
import { aProcessor } from '../support/a-gpu.ts';
import { embeddingOver } from '../support/gateway/answering-over.ts';
import { demoSpec } from '../support/engine/demo-spec.ts';
import { cosine, readVectors, textInputs } from '../support/engine/embedding-suite.ts';
import { engineFor } from '../support/engine/engine-suite.ts';
import { lost } from '../support/gateway/memory-fleet.ts';
import { tinyEmbedder } from '../support/models/small-shapes.ts';
import { writeDrawnModel } from '../support/models/write-model.ts';
import { makeKey, runCommand, startSharedOffice, type SharedOffice } from '../support/office-process.ts';
import { aModel, aReplica } from '../support/router/router-office.ts';
import { programMs, until } from '../support/until.ts';

const slowMs = 120_000;
const never = new AbortController().signal;
const model = 'tiny-embedder';
const texts = ['an invoice for paper', 'a letter to the landlord', 'lunch'];
const width = 32;

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'aivailable-test-'));
  file = path.join(folder, `${model}.gguf`);
  writeDrawnModel(file, tinyEmbedder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the official client, asking a running office for vectors', () => {
  let office: SharedOffice;
  let client: OpenAI;

  beforeAll(async () => {
    office = await startSharedOffice((dataDir) =>
      writeFileSync(
        path.join(dataDir, 'settings.json'),
        JSON.stringify({ engine: { maxThreads: 1, cpuMachines: true } }),
      ),
    );
    const apiKey = await makeKey(office.dataDir);
    await runCommand(['model', 'import', file, '--data', office.dataDir]);
    await until(
      'both models are ready',
      async () => (await office.state()).models.filter(({ state }) => state === 'ready').length === 2,
      programMs,
    );
    client = new OpenAI({ apiKey, baseURL: `http://127.0.0.1:${office.running().port}/v1`, maxRetries: 0 });
  }, slowMs);
  afterAll(() => office.end());

  it('gets the same vectors as numbers and in its usual Base64, of length 1 and in order', async () => {
    const usual = await client.embeddings.create({ model, input: texts });
    const floats = await client.embeddings.create({ model, input: texts, encoding_format: 'float' });
    expect(usual.data).toEqual(floats.data);
    expect(usual.data.map(({ index, embedding }) => [index, embedding.length])).toEqual(
      [0, 1, 2].map((at) => [at, width]),
    );
    for (const { embedding } of usual.data) expect(Math.hypot(...embedding)).toBeCloseTo(1, 5);
    expect(usual.usage.prompt_tokens).toBeGreaterThan(texts.length * 3);
    const alone = await Promise.all(texts.map((input) => client.embeddings.create({ model, input })));
    for (const [at, { data }] of alone.entries()) {
      expect(cosine(data[0]?.embedding ?? [], usual.data[at]?.embedding ?? [])).toBeCloseTo(1, 5);
    }
    expect(cosine(usual.data[0]?.embedding ?? [], usual.data[2]?.embedding ?? [])).toBeLessThan(0.99);
  });

  it('gets many at once, each the one of its text', async () => {
    const input = Array.from({ length: 200 }, (_, at) => texts[at % texts.length] ?? '');
    const { data } = await client.embeddings.create({ model, input });
    expect(data).toHaveLength(200);
    for (const [at, { embedding }] of data.entries()) expect(embedding).toEqual(data[at % texts.length]?.embedding);
  });

  it('is told by name what is too long, and what a model is not made for', async () => {
    const long = client.embeddings.create({ model, input: ['fine', 'far too long a text for that '.repeat(10)] });
    await expect(long).rejects.toMatchObject({ status: 400, code: 'context_length_exceeded', param: 'input.1' });
    const messages = [{ role: 'user' as const, content: 'Hello' }];
    const chat = client.chat.completions.create({ model, messages });
    await expect(chat).rejects.toMatchObject({ status: 400, code: 'wrong_model_kind', param: 'model' });
    const written = client.embeddings.create({ model: 'demo', input: 'Hello' });
    await expect(written).rejects.toMatchObject({ status: 400, code: 'wrong_model_kind', param: 'model' });
  });
});

describe('two replicas of one file', () => {
  let replicas: LoadedReplica[] = [];
  beforeAll(async () => {
    const gpu = aProcessor();
    const entry = path.resolve(import.meta.dirname, '../../node-agent/engine/llama-runner.ts');
    const spec = demoSpec({ gpuIds: [gpu.id], kind: 'embedding', contextLength: 64, slots: 1 });
    const load = () => engineFor({ name: 'llama.cpp', entry, gpu }).load({ spec, file, gpus: [gpu] }, never);
    replicas = await Promise.all([load(), load()]);
  }, slowMs);
  afterAll(() => Promise.all(replicas.map((replica) => replica.unload())));

  it('give the same vectors', async () => {
    const [first, second] = await Promise.all(
      replicas.map((one) => readVectors(one.embed(textInputs(...texts), never))),
    );
    for (const [at, vector] of (first?.vectors ?? []).entries()) {
      expect(cosine(vector, second?.vectors[at] ?? [])).toBeCloseTo(1, 5);
    }
    expect(first?.vectors).toHaveLength(texts.length);
  });

  it('share a request when one of them is lost, and nothing of that is seen', async () => {
    const asked: string[] = [];
    const fleet: Fleet & VectorFleet = {
      snapshot: () => ({
        models: [{ ...aModel(model), kind: 'embedding' }],
        replicas: ['r0', 'r1'].map((id) => aReplica(id, { model, slots: 1 })),
      }),
      onChange: () => () => undefined,
      generate: () => expect.unreachable(),
      embed: async function* (replicaId, request, signal) {
        asked.push(replicaId);
        for await (const frame of replicas[Number(replicaId.slice(1))]?.embed(request, signal) ?? []) {
          if (asked.length === 1 && frame.type === 'vector' && frame.index === 1) throw lost();
          yield frame;
        }
      },
    };
    const { embedding, slots } = embeddingOver(fleet);
    onTestFinished(() => slots.close());
    const caller = { id: 'key-1', name: 'test', weight: 1 };
    const { inputs } = textInputs(...texts);
    const request = { id: 'r', caller, model, inputs, dimensions: null, nameOf: String };
    const cut = await embedding.embed(request, never);
    expect(asked).toEqual(['r0', 'r1']);
    const whole = await embedding.embed(request, never);
    expect([asked.length, cut.vectors, cut.promptTokens]).toEqual([3, whole.vectors, whole.promptTokens]);
  });
});
