/** The port to where use is counted: one entry for each request that reached the machines or waited for them. */
export interface UsageEntry {
  readonly requestId: string;
  /** Whose: a key’s id, or a session’s. */
  readonly keyId: string;
  readonly model: string;
  /** The machine that wrote the end of it; null when none began. */
  readonly machineName: string | null;
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly outcome: 'stop' | 'length' | 'aborted' | 'failed';
  /** When it came, in milliseconds since 1970. */
  readonly startedAt: number;
  readonly durationMs: number;
}

export interface Usage {
  note(entry: UsageEntry): void;
}
