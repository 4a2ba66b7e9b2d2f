/** What requests of one model usually are, by recent ones. */

const newest = 1 / 8;

export class Averages {
  /** Of English and code, before anything was counted. */
  tokensPerCharacter = 0.3;
  answerTokens = 200;
  /** Seconds that a slot is held. */
  holdSeconds = 5;

  /** @param characters of the prompt. @param answerTokens null when it was not written to its end */
  counted(promptTokens: number, characters: number, answerTokens: number | null): void {
    if (characters > 0) this.tokensPerCharacter += (promptTokens / characters - this.tokensPerCharacter) * newest;
    if (answerTokens !== null) this.answerTokens += (answerTokens - this.answerTokens) * newest;
  }

  held(seconds: number): void {
    this.holdSeconds += (seconds - this.holdSeconds) * newest;
  }
}
