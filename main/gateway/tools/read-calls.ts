/** Tells the calls of tools in an answer from its text. */
import { CallReader, type CallEvent } from '../../../common/call-reader.ts';
import type { TokenScores } from '../../../contract/generate.ts';
import type { AnswerPiece, AnswerRequest } from '../answer.ts';
import type { AnswerEnd, CallPiece } from '../surface.ts';
import { callId } from './call-id.ts';

/** An answer as surfaces write it. */
export type ReadPiece = Exclude<AnswerPiece, { readonly type: 'end' }> | CallPiece | AnswerEnd;

/** A token's scores go with its text, or alone where that is held back or part of a call. */
function withScores(pieces: readonly ReadPiece[], scores: TokenScores | undefined): readonly ReadPiece[] {
  if (!scores) return pieces;
  const at = pieces.findIndex(({ type }) => type === 'text');
  if (at < 0) return [{ type: 'text', text: '', scores }, ...pieces];
  return pieces.map((piece, index) => (index === at && piece.type === 'text' ? { ...piece, scores } : piece));
}

/** Passes an answer on. Where its machine is lost in the middle of a call, another one goes on, and the call with it. */
export async function* readCalls(
  pieces: AsyncIterable<AnswerPiece>,
  { id, tools }: Pick<AnswerRequest, 'id' | 'tools'>,
): AsyncGenerator<ReadPiece, void, void> {
  let reader: CallReader | null = null;
  let calls = 0;
  const read = (event: CallEvent): ReadPiece => {
    if (event.type === 'text') return event;
    if (event.type !== 'call') return { ...event, index: calls - 1 };
    const index = calls++;
    return { ...event, index, id: callId(id, index) };
  };
  for await (const piece of pieces) {
    if (piece.type === 'placed' && piece.calls && tools) reader = new CallReader(piece.calls, tools.callable);
    if (reader && piece.type === 'text') yield* withScores(reader.push(piece.text).map(read), piece.scores);
    else if (piece.type === 'end') {
      if (reader) yield* reader.end().map(read);
      const ended = piece.reason === 'stop' && piece.stop === null && calls > 0;
      yield ended ? { ...piece, reason: 'calls' } : piece;
    } else yield piece;
  }
}
