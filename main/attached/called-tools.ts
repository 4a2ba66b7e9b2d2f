/** Calls of tools in an external server's answer, gathered from their pieces. */
import { z } from 'zod';
import { jsonOrNull } from '../../common/json-or-null.ts';
import { callsInText } from '../gateway/text-frame.ts';

const words = z.string().nullish();
export const CalledTool = z.looseObject({
  /** In a stream: of which call it is a piece. */
  index: z.int().min(0).max(255).nullish(),
  function: z.looseObject({ name: words, arguments: words }).nullish(),
});
type CalledTool = z.infer<typeof CalledTool>;

const Arguments = z.record(z.string(), z.unknown());

export class CalledTools {
  readonly #calls = new Map<number, { name: string; given: string }>();

  /** @returns how many characters came */
  take(pieces: readonly CalledTool[]): number {
    let characters = 0;
    for (const [place, { index, function: piece }] of pieces.entries()) {
      const at = index ?? place;
      const call = this.#calls.get(at) ?? { name: '', given: '' };
      const [name, given] = [piece?.name ?? '', piece?.arguments ?? ''];
      this.#calls.set(at, { name: call.name + name, given: call.given + given });
      characters += name.length + given.length;
    }
    return characters;
  }

  /** All of them as text, in their order. Null: the arguments of one are no object. */
  text(): string | null {
    const written = [...this.#calls]
      .toSorted(([a], [b]) => a - b)
      .map(([, { name, given }]) => {
        const parsed = Arguments.safeParse(given === '' ? {} : jsonOrNull(given));
        return parsed.success
          ? `${callsInText.opens}\n${JSON.stringify({ name, arguments: parsed.data })}\n${callsInText.closes}`
          : null;
      });
    return written.includes(null) ? null : written.join('\n');
  }
}
