/** One stop text or several; empty ones stop nothing. */
export const readStop = (stop: string | readonly string[] | null | undefined): string[] =>
  (typeof stop === 'string' ? [stop] : (stop ?? [])).filter((one) => one !== '');
