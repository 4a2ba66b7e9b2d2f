/** Vectors from an external server: one call for one piece of a request. */
import { z } from 'zod';
import { vectorText } from '../../common/vector-text.ts';
import type { EmbedFrame, EmbedRequest } from '../../contract/embed.ts';
import { refuse } from '../../contract/problem.ts';
import type { Upstream } from './upstream.ts';

/** Values of one vector at most. */
const mostValues = 65_536;

const Vectors = z.looseObject({
  data: z.array(z.looseObject({ index: z.int().nonnegative(), embedding: z.array(z.number()).min(1).max(mostValues) })),
  usage: z.looseObject({ prompt_tokens: z.int().nonnegative().catch(0) }).nullish(),
});

/**
 * @param model as the server calls it @param name of the server
 * @throws ProblemError unsupported_parameter for tokens, attached_failed for what is no row of vectors
 */
export async function* embedTexts(
  upstream: Upstream,
  { model, name }: { readonly model: string; readonly name: string },
  { inputs }: EmbedRequest,
  signal: AbortSignal,
): AsyncGenerator<EmbedFrame, void, undefined> {
  const texts = inputs.map((input, index) => {
    if (input.kind === 'text') return input.text;
    const param = `inputs.${index}`;
    return refuse('unsupported_parameter', 'The external server that has this model takes texts, and nothing else.', {
      param,
    });
  });
  const body = { model, input: texts, encoding_format: 'float' };
  const answer = await upstream.json({ method: 'POST', path: '/embeddings', body, signal });
  const read = Vectors.safeParse(answer).data;
  const vectors = read?.data.toSorted((a, b) => a.index - b.index) ?? [];
  if (vectors.length !== texts.length || vectors.some(({ index }, at) => index !== at)) {
    refuse('attached_failed', `What ${name} sent is no vector for each text.`);
  }
  const tokens = sharesOf(read?.usage?.prompt_tokens ?? 0, texts);
  for (const [index, { embedding }] of vectors.entries()) {
    yield { type: 'vector', index, tokens: tokens[index] ?? 1, vector: vectorText(Float32Array.from(embedding)) };
  }
  yield { type: 'end' };
}

/** The server counts all texts together: each gets its part by its length, and one token at least. */
function sharesOf(total: number, texts: readonly string[]): number[] {
  const characters = texts.reduce((sum, text) => sum + text.length, 0);
  let [left, ahead] = [Math.max(total, texts.length), characters];
  return texts.map((text, at) => {
    const others = texts.length - at - 1;
    const share = ahead === 0 ? 1 : Math.round((left * text.length) / ahead);
    const own = Math.max(1, Math.min(left - others, share));
    left -= own;
    ahead -= text.length;
    return own;
  });
}
