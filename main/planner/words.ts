/** Figures as the window writes them: GB with one decimal, small ones in MB. */
const gib = 1024 ** 3;
const mib = 1024 ** 2;

export const inGb = (bytes: number): string =>
  bytes < 0.1 * gib ? `${Math.max(1, Math.round(bytes / mib))} MB` : `${(bytes / gib).toFixed(1)} GB`;
