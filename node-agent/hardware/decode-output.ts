/** Bytes of a system tool as text: Windows' tools write UTF-16 when it suits them. */

/** UTF-16 with or without a mark, UTF-8 with or without one; a character that is none becomes U+FFFD. */
export function decodeOutput(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes)).decode(bytes);
}

function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  // Text of tools is nearly all ASCII, whose every second byte is 0 in UTF-16.
  const pairs = Math.min(Math.floor(bytes.length / 2), 200);
  const zeros = Array.from({ length: pairs }, (_, pair) => bytes[pair * 2 + 1]).filter((byte) => byte === 0).length;
  return pairs > 0 && zeros > pairs / 2 ? 'utf-16le' : 'utf-8';
}
