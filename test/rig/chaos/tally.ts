/** Counts what became of all requests. Pure. */
import type { Verdict } from './judge.ts';

/** What became of one request in the end. */
export type Ending =
  | { readonly kind: 'answered'; readonly verdict: Verdict; readonly machines: readonly string[] }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'refused' | 'failed'; readonly code: string };

export interface Ended {
  readonly number: number;
  readonly template: string;
  readonly ending: Ending;
  /** The coordinator ended under it, and its client sent it again. */
  readonly sentAgain: boolean;
}

export interface Tally {
  readonly requests: number;
  readonly answered: number;
  readonly cancelled: number;
  readonly refused: number;
  /** By code. */
  readonly failed: ReadonlyMap<string, number>;
  readonly moved: number;
  readonly same: number;
  readonly toldApart: number;
  readonly wrong: number;
  readonly sentAgain: number;
  /** Of what its client did not cancel, 0 to 1. */
  readonly answeredShare: number;
  /** The same without those that were sent again. */
  readonly answeredAtOnceShare: number;
}

export function tally(all: readonly Ended[]): Tally {
  const count = (is: (one: Ended) => boolean): number => all.filter(is).length;
  const answers = all.flatMap(({ ending, sentAgain }) =>
    ending.kind === 'answered' ? [{ ...ending, sentAgain }] : [],
  );
  const verdicts = (kind: Verdict['kind']): number => answers.filter(({ verdict }) => verdict.kind === kind).length;
  const failed = new Map<string, number>();
  for (const { ending } of all) {
    if (ending.kind === 'failed') failed.set(ending.code, (failed.get(ending.code) ?? 0) + 1);
  }
  const cancelled = count(({ ending }) => ending.kind === 'cancelled');
  const share = (number: number): number => number / Math.max(1, all.length - cancelled);
  return {
    requests: all.length,
    answered: answers.length,
    cancelled,
    refused: count(({ ending }) => ending.kind === 'refused'),
    failed,
    moved: answers.filter(({ machines }) => machines.length > 1).length,
    same: verdicts('same'),
    toldApart: verdicts('told apart'),
    wrong: verdicts('wrong'),
    sentAgain: count(({ sentAgain }) => sentAgain),
    answeredShare: share(answers.length),
    answeredAtOnceShare: share(answers.filter(({ sentAgain }) => !sentAgain).length),
  };
}
