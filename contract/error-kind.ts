/** What is always the same about a kind of error. */
export interface ErrorKind {
  /** The HTTP status it travels with. */
  readonly status: number;
  /** What it means for the user. */
  readonly effect: string;
  /** One thing to do. */
  readonly action: string;
}
