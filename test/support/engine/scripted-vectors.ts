/** Vectors without a model: of each text its own, the same everywhere. Tokens are code points. */
import { vectorText } from '../../../common/vector-text.ts';
import type { EmbedFrame, EmbedInput } from '../../../contract/embed.ts';
import { refuse } from '../../../contract/problem.ts';

/** Values in a vector. */
export const scriptedWidth = 8;

/** @throws ProblemError context_length_exceeded as the real engine says it */
export function scriptedVectors(inputs: readonly EmbedInput[], contextLength: number): EmbedFrame[] {
  return inputs.map((input, index) => {
    const points =
      input.kind === 'tokens' ? input.tokens : Array.from(textIn(input), (point) => point.codePointAt(0) ?? 0);
    if (points.length > contextLength) {
      const sentence = `The text has ${points.length} tokens; this model's context is ${contextLength}.`;
      refuse('context_length_exceeded', sentence, { param: `inputs.${index}` });
    }
    if (input.kind === 'pair') {
      const score = vectorText(Float32Array.of(likeness(input.query, input.text)));
      return { type: 'vector', index, tokens: points.length, vector: score };
    }
    const vector = new Float32Array(scriptedWidth);
    for (const [at, point] of points.entries()) {
      const place = (point + at) % scriptedWidth;
      vector[place] = (vector[place] ?? 0) + point;
    }
    return { type: 'vector', index, tokens: points.length, vector: vectorText(vector) };
  });
}

const textIn = (input: Exclude<EmbedInput, { kind: 'tokens' }>): string =>
  input.kind === 'pair' ? input.query + input.text : input.text;

/** The part of the query's words that are in the text. */
function likeness(query: string, text: string): number {
  const words = query.split(' ');
  return words.filter((word) => text.includes(word)).length / words.length;
}
