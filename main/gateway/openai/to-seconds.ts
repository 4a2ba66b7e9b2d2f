/** OpenAI counts seconds since 1970. */
export const toSeconds = (milliseconds: number): number => Math.floor(milliseconds / 1000);
