const gib = 1024 ** 3;
const mib = 1024 ** 2;

/**
 * Memory and files as people name cards: "6.3 GB", where 1 GB is 1024³ bytes, so that a "6 GB" card reads 6.0; under 0.1 GB
 * in MB: "2.8 MB", "28 MB".
 */
export function bytesInWords(bytes: number): string {
  if (bytes === 0) return '0 GB';
  if (bytes >= 0.095 * gib) return `${(bytes / gib).toFixed(1)} GB`;
  const mb = bytes / mib;
  return `${mb < 9.95 ? mb.toFixed(1) : Math.round(mb)} MB`;
}
