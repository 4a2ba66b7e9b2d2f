/** Answers of the real engine that begin in the same moment: each is its own, and none begins with another's word. */
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { aProcessor } from '../support/a-gpu.ts';
import { demoFile, demoSpec } from '../support/engine/demo-spec.ts';
import { engineFor } from '../support/engine/engine-suite.ts';
import { ask, readAnswer } from '../support/engine/generate-call.ts';

const never = new AbortController().signal;
const slots = 4;
/** So many that it was seen in most runs while it could happen. */
const rounds = 1_000;
const maxTokens = 1;

/**
 * Of different lengths, so that the engine takes a batch of them apart and puts it together again; and more than there are slots, so
 * that none is found in a cache.
 */
const questions = [
  'hello',
  'tell me a story',
  'What is the capital of Portugal?',
  'How do I add a machine?',
  'what is 7 plus 5?',
  'Who are you?',
  'How do I add a machine to this office, and what does that machine need for it?',
  'What is the capital of France?',
  'How do I add a model?',
  'what is 3 plus 4?',
  'How do I use the API of this office from a program that I have written?',
  'Thank you.',
];

it('are each what they are alone', { timeout: 240_000 }, async () => {
  const gpu = aProcessor();
  const entry = path.resolve(import.meta.dirname, '../../node-agent/engine/llama-runner.ts');
  const engine = engineFor({ name: 'llama.cpp on the processor', entry, gpu });
  const replica = await engine.load(
    { spec: demoSpec({ gpuIds: [gpu.id], slots }), file: demoFile, gpus: [gpu] },
    never,
  );
  onTestFinished(() => replica.unload());
  const answer = async (question = '') =>
    (await readAnswer(replica.generate(ask(question, { maxTokens }), never))).tokens;
  const alone = new Map<string, readonly number[]>();
  for (const question of questions) alone.set(question, await answer(question));

  for (let round = 0; round < rounds; round += 1) {
    const asked = Array.from({ length: slots }, (_, at) => questions[(round * slots + at) % questions.length] ?? '');
    const answers = await Promise.all(asked.map(answer));
    expect(answers, `round ${round}`).toEqual(asked.map((question) => alone.get(question)));
  }
});
