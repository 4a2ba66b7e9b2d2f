/** What the agent hears of coordinators in its network. All of it is a hint: certificates decide. */

/** A coordinator that was heard. */
export interface HeardCoordinator {
  /** "192.168.10.12:8421" */
  readonly address: string;
  /** sha256 of the certificate that it says it has, hex without colons. */
  readonly pin: string;
  /** The office's name. */
  readonly name: string;
}

export interface CoordinatorHints {
  /** Those that are heard now. */
  coordinators(): readonly HeardCoordinator[];
  /** Called when that may differ. Returns how to stop listening. */
  onChange(listener: () => void): () => void;
  /** Whether this agent says that it has no office and wants to be asked. */
  announce(on: boolean): void;
  close(): Promise<void>;
}
