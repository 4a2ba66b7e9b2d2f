/** Several answers to one request, side by side: each has a seed of its own and takes its own turn in the queue. */
import type { AnswerPiece, AnswerRequest } from './answer.ts';
import type { Answering } from './answering.ts';

export interface AskedAnswers {
  readonly answer: AnswerRequest;
  /** How many; at least 1. */
  readonly choices: number;
  readonly signal: AbortSignal;
}

const seeds = 2 ** 32;

/** The first is as when it is asked for alone; each further one has the next seed. */
const requestOf = (answer: AnswerRequest, choice: number): AnswerRequest =>
  choice === 0
    ? answer
    : {
        ...answer,
        id: `${answer.id}.${choice}`,
        sampling: { ...answer.sampling, seed: (answer.sampling.seed + choice) % seeds },
      };

/**
 * Answers, and hands over the pieces of all answers as they come. One that fails ends them all.
 * @param take gets each piece; what it returns is waited for before that answer goes on. @param take.choice from 0
 * @throws ProblemError of the first that failed; the signal's reason when it was aborted
 */
export async function sideBySide(
  answering: Answering,
  { answer, choices, signal }: AskedAnswers,
  take: (piece: AnswerPiece, choice: number) => Promise<unknown> | undefined,
): Promise<void> {
  const failing = new AbortController();
  const either = choices === 1 ? signal : AbortSignal.any([signal, failing.signal]);
  const one = async (choice: number): Promise<void> => {
    try {
      for await (const piece of answering.answer(requestOf(answer, choice), either)) {
        const taken = take(piece, choice);
        if (taken) await taken;
      }
    } catch (error) {
      failing.abort(error);
    }
  };
  await Promise.all(Array.from({ length: choices }, (_, choice) => one(choice)));
  signal.throwIfAborted();
  failing.signal.throwIfAborted();
}
