import type { AnswerEnd } from './surface.ts';

/** The end of several answers to one request as if it were one: the prompt is counted once, what was written is summed up. Pure. */
export function endOfAll([first, ...others]: readonly [AnswerEnd, ...AnswerEnd[]]): AnswerEnd {
  if (others.length === 0) return first;
  const all = [first, ...others];
  const completionTokens = all.reduce((sum, { usage }) => sum + usage.completionTokens, 0);
  return {
    ...first,
    usage: { promptTokens: first.usage.promptTokens, completionTokens },
    machineName: [...new Set(all.map(({ machineName }) => machineName))].join(', '),
  };
}
