/**
 * The chances that the model itself gives to tokens: before temperature, limits, penalties, biases and a grammar. The engine tells chances
 * only as they are after all that, and of the whole vocabulary at once, which takes longer than the token (measured: 70 ms more
 * with 152,000 words; this way 20). So each row of numbers is looked at twice more.
 */
import type { LlamaContext, LlamaModel } from 'node-llama-cpp';
import { mostScores } from '../../contract/generate.ts';

/** The parts of node-llama-cpp that sample a row. Not public: a test watches that they are there. */
interface Sampler {
  applyConfig(config: object): void;
  dispose(): void;
}
type Sampled = readonly [token: number, chances?: readonly number[], confidence?: number];
interface Internals {
  readonly _ctx: {
    sampleToken(row: number, sampler: Sampler, chances?: boolean, confidence?: boolean): Promise<number | Sampled>;
  };
}
interface ModelInternals {
  readonly _model: unknown;
  readonly _llama: { readonly _bindings: { readonly AddonSampler: new (model: unknown) => Sampler } };
}

/** Lifts a token over all others; 32-bit floats hold chances that are e^60 apart. */
const lift = 60;
/** What is less likely beside the likeliest changes no third digit. */
const negligible = 1e-9;

/** From here on, who asks this context for `probabilities` gets the model's own: of the likeliest tokens, and of the one that was drawn. */
export function tellOwnScores(context: LlamaContext, model: LlamaModel): void {
  const { _ctx: inner } = context as unknown as Internals;
  const { _model, _llama } = model as unknown as ModelInternals;
  const sample = inner.sampleToken.bind(inner);

  const look = async (row: number, config: object, chances: boolean): Promise<Sampled> => {
    const sampler = new _llama._bindings.AddonSampler(_model);
    try {
      sampler.applyConfig({ temperature: 1, seed: 1, ...config });
      return (await sample(row, sampler, chances, !chances)) as Sampled;
    } finally {
      sampler.dispose();
    }
  };

  const told = async (row: number, drawn: number): Promise<number[]> => {
    // One token with its true chance, whichever it is; then how the others stand to it.
    const [known, , chance = 0] = await look(row, { minP: negligible }, false);
    const lifted = [...new Set([known, drawn])];
    const bias = { tokenBiasKeys: Uint32Array.from(lifted), tokenBiasValues: Float32Array.from(lifted, () => lift) };
    const [, flat = []] = await look(row, { topK: mostScores + lifted.length, ...bias }, true);
    const near = new Map<number, number>();
    for (let at = 0; at < flat.length; at += 2) near.set(flat[at] ?? 0, flat[at + 1] ?? 0);
    const unit = chance / (near.get(known) ?? 1);
    return [...near].flatMap(([token, share]) => [
      token,
      Math.min(1, share * unit * (lifted.includes(token) ? 1 : Math.exp(lift))),
    ]);
  };

  Object.defineProperty(inner, 'sampleToken', {
    value: async (row: number, sampler: Sampler, chances?: boolean): Promise<number | Sampled> => {
      // Drawn as it is when nobody asks for chances, so that asking changes no word.
      const drawn = (await sample(row, sampler)) as number;
      return chances === true && drawn >= 0 ? [drawn, await told(row, drawn)] : drawn;
    },
  });
}
