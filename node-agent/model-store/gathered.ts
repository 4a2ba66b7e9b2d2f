/** Many small pieces of a stream as fewer large ones, so that each write and each hash is worth its call. */
export async function* gathered(bytes: AsyncIterable<Buffer>, pieceBytes: number): AsyncGenerator<Buffer> {
  let kept: Buffer[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    kept.push(chunk);
    length += chunk.length;
    if (length < pieceBytes) continue;
    const piece = Buffer.concat(kept, length);
    kept = [];
    length = 0;
    yield piece;
  }
  if (length > 0) yield Buffer.concat(kept, length);
}
