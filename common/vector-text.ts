/** Vectors as they travel: F32 in Base64, little-endian as every machine of an office is. */

export const vectorText = ({ buffer, byteOffset, byteLength }: Float32Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('base64');

/** @throws RangeError when it is no row of numbers of four bytes */
export function vectorOf(text: string): Float32Array {
  // Copied: a Buffer may begin where no number of four bytes can.
  const bytes = Uint8Array.from(Buffer.from(text, 'base64'));
  return new Float32Array(bytes.buffer);
}
