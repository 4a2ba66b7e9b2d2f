/** A conversation as a chain of hashes, one for each piece of its text: two that begin alike have as many hashes in common. */

/** Characters of a piece: what is reused at less than that costs nothing to read again. */
export const pieceLength = 128;
/** Pieces at most: 128 K characters, more than contexts hold on the cards this is for. */
const mostPieces = 1024;

/** Grows with the text. Each hash covers everything before it (FNV-1a over UTF-16 units), so that equal ones mean equal beginnings. */
export class PrefixHashes {
  readonly hashes: number[] = [];
  /** All characters that were added. */
  length = 0;
  #hash = 0x811c9dc5;

  add(text: string): this {
    const counted = Math.min(text.length, mostPieces * pieceLength - this.length);
    // In locals: this runs once for each character of each request.
    let hash = this.#hash;
    let left = pieceLength - (this.length % pieceLength);
    for (let at = 0; at < counted; at += 1) {
      hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
      left -= 1;
      if (left > 0) continue;
      this.hashes.push(hash);
      left = pieceLength;
    }
    this.#hash = hash;
    this.length += text.length;
    return this;
  }
}

/** How many hashes two chains have in common. As each covers those before it, the middle tells which half differs. */
export function inCommon(a: readonly number[], b: readonly number[]): number {
  let same = 0;
  let end = Math.min(a.length, b.length);
  if (end === 0 || a[0] !== b[0]) return 0;
  while (same < end) {
    const middle = (same + end + 1) >>> 1;
    if (a[middle - 1] === b[middle - 1]) same = middle;
    else end = middle - 1;
  }
  return same;
}
