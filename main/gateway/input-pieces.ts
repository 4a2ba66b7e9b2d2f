/** Many inputs in pieces: each takes a slot for a moment only, so that others have their turn, and several machines can share them. Pure. */
import type { EmbedInput } from '../../contract/embed.ts';
import { refuse } from '../../contract/problem.ts';

const most = { inputs: 32, characters: 256 * 1024 } as const;
/** Far over any text: the longest tokens are runs of blanks. */
const mostCharactersPerToken = 64;
/** Of a token id as it travels. */
const charactersPerToken = 7;

export function charactersOf(input: EmbedInput): number {
  if (input.kind === 'tokens') return input.tokens.length * charactersPerToken;
  return input.text.length + (input.kind === 'pair' ? input.query.length : 0);
}

/** Places of the inputs, in order; no piece is larger than one machine's call should be. */
export function inputPieces(inputs: readonly EmbedInput[]): number[][] {
  const pieces: number[][] = [];
  let room = 0;
  for (const [index, input] of inputs.entries()) {
    const characters = charactersOf(input);
    const last = pieces.at(-1);
    if (last && last.length < most.inputs && characters <= room) last.push(index);
    else {
      pieces.push([index]);
      room = most.characters;
    }
    room -= characters;
  }
  return pieces;
}

/**
 * What cannot fit by far never travels.
 * @param context tokens that the model's context holds; null: not known
 * @param nameOf how the client calls an input
 * @throws ProblemError context_length_exceeded, with the numbers
 */
export function checkInputs(
  inputs: readonly EmbedInput[],
  context: number | null,
  nameOf: (index: number) => string,
): void {
  if (context === null) return;
  for (const [index, input] of inputs.entries()) {
    const [length, what, limit] =
      input.kind === 'tokens'
        ? [input.tokens.length, 'tokens', context]
        : [charactersOf(input), 'characters', context * mostCharactersPerToken];
    if (length <= limit) continue;
    const whose = input.kind === 'pair' ? 'Question and text have' : 'The text has';
    const sentence = `${whose} ${length.toLocaleString('en')} ${what}; this model's context is ${context.toLocaleString('en')} tokens.`;
    refuse('context_length_exceeded', sentence, {
      effect: `${input.kind === 'pair' ? 'Nothing was scored' : 'No vector was made'}, so that nothing is cut off silently.`,
      action: 'Send shorter texts.',
      param: nameOf(index),
    });
  }
}
