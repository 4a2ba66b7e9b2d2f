/** The calls of an answer that is given in one piece. */
import type { CallPiece, WrittenCall } from '../surface.ts';
import { isFields } from '../refuse-fields.ts';

export class WrittenCalls {
  readonly #calls: { id: string; name: string; arguments: string; ended: boolean }[] = [];

  /** Passes over what is no part of a call. */
  take(piece: CallPiece | { readonly type: string }): void {
    if (!isPiece(piece)) return;
    if (piece.type === 'call') {
      this.#calls.push({ id: piece.id, name: piece.name, arguments: '', ended: false });
      return;
    }
    const call = this.#calls[piece.index];
    if (!call) return;
    if (piece.type === 'arguments') call.arguments += piece.text;
    else call.ended = true;
  }

  get all(): readonly WrittenCall[] {
    return this.#calls.map(({ ended, ...call }) => ({ ...call, whole: ended && argumentsOf(call) !== null }));
  }
}

/** The arguments of a call as an object. Null: they are none. */
export function argumentsOf(call: { readonly arguments: string }): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(call.arguments);
    return isFields(value) ? value : null;
  } catch {
    return null;
  }
}

const isPiece = (piece: CallPiece | { readonly type: string }): piece is CallPiece =>
  piece.type === 'call' || piece.type === 'arguments' || piece.type === 'called';
