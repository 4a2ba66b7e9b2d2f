/** Computes one answer, token by token. */
import type { LlamaContextSequence, LlamaGrammarEvaluationState, Token } from 'node-llama-cpp';
import type { GenerateFrame, TokenScores } from '../../contract/generate.ts';
import { brandedTokens } from './branded-tokens.ts';
import type { llamaSampling } from './llama-sampling.ts';
import { prefillPieces } from './prefill-pieces.ts';
import { contextTokens, type TextOut } from './text-out.ts';
import { tokenScores } from './token-scores.ts';

/** One answer to compute, with everything that was rebuilt from the tokens so far. */
interface AnswerJob {
  readonly prompt: readonly number[];
  readonly soFar: readonly number[];
  /** Tokens that the whole answer may have. */
  readonly budget: number;
  readonly draw: ReturnType<typeof llamaSampling>;
  readonly text: TextOut;
  readonly grammar: LlamaGrammarEvaluationState | null;
  /** Null: no scores are wanted. */
  readonly scores: {
    readonly count: number;
    readonly textOf: (token: number, before: readonly number[]) => string;
  } | null;
}

/** A token, with the chances where they are asked for. */
interface Drawn {
  readonly token: Token;
  readonly probabilities?: ReadonlyMap<number, number>;
}

/**
 * Computes an answer on one sequence. It is a pure function of the job, so that another machine gives the same rest: nothing is
 * shifted in the cache, each position has its own seed, and each token is its own call.
 * @param onToken called for each computed token, sent or not
 */
export async function* llamaAnswer(
  sequence: LlamaContextSequence,
  job: AnswerJob,
  onToken: () => void,
  signal: AbortSignal,
): AsyncGenerator<GenerateFrame, void, undefined> {
  const { soFar, budget, text } = job;
  if (text.stop !== null) return yield endOf('stop', text);
  if (soFar.length >= budget) return yield endOf('length', text);

  const answer = [...soFar];
  let feed = await prefill(sequence, job, signal);
  for (let position = soFar.length; position < budget; position++) {
    if (signal.aborted) return yield endOf('abort', text);
    const drawn = await nextToken(sequence, feed, job, answer);
    if (drawn === null || sequence.model.isEogToken(drawn.token)) return yield endOf('stop', text);
    const { token } = drawn;
    onToken();
    const scores = scoresOf(drawn, job, answer);
    answer.push(token);
    feed = [token];
    yield { type: 'token', position, token, text: text.push(token), ...scores };
    if (text.stop !== null) return yield endOf('stop', text);
  }
  yield endOf('length', text);
}

/** With the text that was held back, and the stop string that ended it. */
function endOf(reason: 'stop' | 'length' | 'abort', text: TextOut): GenerateFrame {
  const rest = text.flush();
  return { type: 'end', reason, text: rest, ...(text.stop === null ? {} : { stop: text.stop }) };
}

/** Brings the sequence to the end of the tokens so far, but for the piece after which the next token is sampled. */
async function prefill(sequence: LlamaContextSequence, job: AnswerJob, signal: AbortSignal): Promise<Token[]> {
  const all = brandedTokens([...job.prompt, ...job.soFar]);
  // Without shifting: a shifted cache gives other numbers. The last token is always computed, for its logits.
  await sequence.adaptStateToTokens(all.slice(0, -1), false);
  const cached = sequence.nextTokenIndex;
  const ends = prefillPieces({
    cached,
    prompt: job.prompt.length,
    total: all.length,
    batch: sequence.context.batchSize,
  });
  let start = cached;
  for (const end of ends.slice(0, -1)) {
    if (signal.aborted) return [];
    await sequence.evaluateWithoutGeneratingNewTokens(all.slice(start, end));
    start = end;
  }
  return all.slice(start);
}

async function nextToken(
  sequence: LlamaContextSequence,
  feed: Token[],
  { draw, grammar, scores }: AnswerJob,
  answer: readonly number[],
): Promise<Drawn | null> {
  const step = sequence.evaluateWithMetadata(
    feed,
    { probabilities: scores !== null },
    { ...draw(answer), yieldEogToken: true, ...(grammar && { grammarEvaluationState: grammar }) },
  );
  try {
    const { value } = await step.next();
    return value ?? null;
  } finally {
    await step.return();
  }
}

function scoresOf(
  { token, probabilities }: Drawn,
  { scores, prompt }: AnswerJob,
  answer: readonly number[],
): { scores?: TokenScores } {
  if (scores === null || !probabilities) return {};
  const before = [...prompt.slice(-contextTokens), ...answer].slice(-contextTokens);
  return { scores: tokenScores(token, probabilities, scores.count, (one) => scores.textOf(one, before)) };
}
