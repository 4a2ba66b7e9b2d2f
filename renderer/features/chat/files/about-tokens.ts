/** Characters that a token has on average: of Latin scripts, and of those that write a word in one or two signs. */
const perToken = { latin: 3.6, dense: 1.2 };
const denseScripts = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;

/** How many tokens a text has, more or less: each model counts for itself, and by a third one may be wrong. */
export function aboutTokens(text: string): number {
  const dense = text.match(denseScripts)?.length ?? 0;
  return Math.ceil((text.length - dense) / perToken.latin + dense / perToken.dense);
}
