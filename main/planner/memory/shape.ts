/** How large a replica is. */
export interface Shape {
  /** Tokens for each slot. */
  readonly contextLength: number;
  readonly slots: number;
}
