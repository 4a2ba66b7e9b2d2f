/** Tells the calls of tools in an answer from its text. */
import { CallReader, type CallEvent } from '../../../common/call-reader.ts';
import type { AnswerPiece, AnswerRequest } from '../answer.ts';
import type { AnswerEnd, CallPiece } from '../surface.ts';
import { callId } from './call-id.ts';

/** An answer as surfaces write it. */
type ReadPiece = Exclude<AnswerPiece, { readonly type: 'end' }> | CallPiece | AnswerEnd;

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
    if (reader && piece.type === 'text') yield* reader.push(piece.text).map(read);
    else if (piece.type === 'end') {
      if (reader) yield* reader.end().map(read);
      const ended = piece.reason === 'stop' && piece.stop === null && calls > 0;
      yield ended ? { ...piece, reason: 'calls' } : piece;
    } else yield piece;
  }
}
