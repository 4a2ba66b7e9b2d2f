/** The port to where use is counted: one entry for each request that reached the machines or waited for them, but for those that only count a prompt. */
export interface UsageEntry {
  /** Whose: a key’s id, or a person’s. */
  readonly keyId: string;
  readonly model: string;
  readonly promptTokens: number;
  readonly completionTokens: number;
}

export interface Usage {
  note(entry: UsageEntry): void;
}
