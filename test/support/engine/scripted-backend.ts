import { setTimeout as wait } from 'node:timers/promises';
import type { EmbedFrame, EmbedRequest } from '../../../contract/embed.ts';
import type { GenerateFrame, GenerateRequest } from '../../../contract/generate.ts';
import { refuse } from '../../../contract/problem.ts';
import type { GpuProof, ReplicaMemory } from '../../../contract/replica.ts';
import type { RunnerLoad } from '../../../node-agent/engine/runner-ipc.ts';
import type { RunnerBackend } from '../../../node-agent/engine/serve-runner.ts';
import { TextOut } from '../../../node-agent/engine/text-out.ts';
import { tokenBudget } from '../../../node-agent/engine/token-budget.ts';
import { scriptedVectors } from './scripted-vectors.ts';

/** The demo model's answers to the questions that the engine suite asks. */
const script: Readonly<Record<string, string>> = {
  'What is the capital of Portugal?': 'The capital of Portugal is Lisbon.',
  'what is 7 plus 5?': '7 plus 5 is 12.',
  'tell me a story':
    'Once there was an old graphics card in the corner of an office. It had drawn castles and spaceships, and then nobody ' +
    'needed it any more. One morning a small program knocked and asked: do you have some memory to spare? The card had eight ' +
    'gigabytes. By noon it was answering questions for the whole office, and its fans had never been so happy.',
  Hello: 'Hello.',
};
const unknown = 'I am only a script.';

const pieces = (text: string): string[] => text.match(/\s*\S+/g) ?? [];
const vocabulary = [...new Set([...Object.values(script), unknown].flatMap(pieces))];
/** Prompt tokens are code points, above the vocabulary. */
const promptBase = 100_000;

/** Faults on demand, written into the question, or with 0 into a text for a vector: "[crash at 5]", "[hang at 3]", "[first token after 200 ms]", "[every 10 ms]". */
interface Faults {
  readonly crashAt: number;
  readonly hangAt: number;
  readonly firstMs: number;
  readonly everyMs: number;
}

function faultsOf(question: string): Faults {
  const number = (pattern: RegExp, otherwise: number): number => Number(pattern.exec(question)?.[1] ?? otherwise);
  return {
    crashAt: number(/\[crash at (\d+)\]/, Infinity),
    hangAt: number(/\[hang at (\d+)\]/, Infinity),
    firstMs: number(/\[first token after (\d+) ms\]/, 0),
    everyMs: number(/\[every (\d+) ms\]/, 0),
  };
}

/** A runner's inside that knows a few answers by heart, so that tests need no model. */
export class ScriptedBackend implements RunnerBackend {
  #tokensGenerated = 0;
  #contextLength = 0;

  get tokensGenerated(): number {
    return this.#tokensGenerated;
  }

  load(order: RunnerLoad): Promise<{ memory: ReplicaMemory; proof: GpuProof | null }> {
    if (order.file.includes('out-of-memory')) refuse('out_of_memory', 'The script says so.');
    if (order.file.includes('crash')) process.kill(process.pid, 'SIGKILL');
    this.#contextLength = order.contextLength;
    const proof = { backend: order.backend, deviceNames: ['Scripted GPU'], layersOnGpu: 7, layers: 7 };
    const memory = { weightsBytes: 3_000_000, cacheBytes: 1_500_000, workBytes: 5_000_000 };
    return Promise.resolve({ memory, proof: order.backend === 'cpu' ? null : proof });
  }

  async *embed({ inputs }: EmbedRequest, signal: AbortSignal): AsyncGenerator<EmbedFrame, void, undefined> {
    const frames = scriptedVectors(inputs, this.#contextLength);
    for (const [at, frame] of frames.entries()) {
      const input = inputs[at];
      const { crashAt, hangAt, everyMs } = faultsOf(input && input.kind !== 'tokens' ? input.text : '');
      if (crashAt === 0) process.kill(process.pid, 'SIGKILL');
      if (hangAt === 0) await new Promise(() => {});
      await wait(everyMs);
      if (signal.aborted) refuse('shutting_down', 'The vectors were not wanted any more.');
      yield frame;
    }
    yield { type: 'end' };
  }

  async *generate(request: GenerateRequest, signal: AbortSignal): AsyncGenerator<GenerateFrame, void, undefined> {
    const { input, soFar } = request;
    const question = questionIn(input);
    const prompt = Array.from(question, (point) => promptBase + (point.codePointAt(0) ?? 0));
    const faults = faultsOf(question);
    const answer = pieces(script[question.replaceAll(/ ?\[[^\]]*\]/g, '')] ?? unknown).map((piece) =>
      vocabulary.indexOf(piece),
    );
    const budget = tokenBudget(prompt.length, request.maxTokens, this.#contextLength);
    const text = new TextOut((tokens) => tokens.map((token) => vocabulary[token]).join(''), prompt, request.stop);
    for (const token of soFar) text.push(token);

    yield { type: 'prompt', epoch: request.epoch, tokens: prompt };
    await wait(faults.firstMs);
    for (let position = soFar.length; position < budget; position++) {
      if (position === faults.crashAt) process.kill(process.pid, 'SIGKILL');
      if (position === faults.hangAt) await new Promise(() => {});
      // Also without a pause in the script, the runner must hear a cancel between two tokens.
      await wait(faults.everyMs);
      if (signal.aborted) return yield { type: 'end', reason: 'abort', text: text.flush() };
      const token = answer[position];
      if (text.stop !== null) return yield { type: 'end', reason: 'stop', text: '', stop: text.stop };
      if (token === undefined) return yield { type: 'end', reason: 'stop', text: text.flush() };
      this.#tokensGenerated++;
      yield { type: 'token', position, token, text: text.push(token) };
    }
    yield { type: 'end', reason: text.stop === null ? 'length' : 'stop', text: text.flush() };
  }
}

function questionIn(input: GenerateRequest['input']): string {
  if (input.kind === 'tokens') return questionOf(input.tokens);
  return input.kind === 'text' ? input.text : (input.messages.at(-1)?.content ?? '');
}

const questionOf = (tokens: readonly number[]): string =>
  tokens.map((token) => String.fromCodePoint(token - promptBase)).join('');
