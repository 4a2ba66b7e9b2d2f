/** How long a command still works: "9 min 41 s", "12 s"; empty: no longer. */
export function validity(expiresAt: number, now: number): string {
  const seconds = Math.floor((expiresAt - now) / 1_000);
  if (seconds <= 0) return '';
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${seconds} s` : `${minutes} min ${seconds % 60} s`;
}
