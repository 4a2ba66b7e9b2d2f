const gib = 1024 ** 3;
const mib = 1024 ** 2;

/**
 * Memory and files as people name cards: "6.3 GB", where 1 GB is 1024³ bytes, so that a "6 GB" card reads 6.0; under 0.1 GB
 * in MB: "2.8 MB", "28 MB".
 *
 * @param write a number with so many digits behind the point; English, unless somebody reads another language
 */
export function bytesInWords(bytes: number, write: (value: number, digits: number) => string = inEnglish): string {
  if (bytes === 0) return '0 GB';
  if (bytes >= 0.095 * gib) return `${write(bytes / gib, 1)} GB`;
  const mb = bytes / mib;
  return `${write(mb, mb < 9.95 ? 1 : 0)} MB`;
}

const inEnglish = (value: number, digits: number): string => value.toFixed(digits);
