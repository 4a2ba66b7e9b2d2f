/** The port to the office: what the window shows of it, and what it can be told to do. */
import type { OfficeChange, OfficeState } from '../../contract/control-api.ts';

export interface Office {
  state(): OfficeState;
  /** Called on every change, however often. Returns an unsubscribe. */
  onChange(listener: () => void): () => void;
  /** Whether new requests are taken; until the office is started again. */
  serve(on: boolean): void;
  /** @throws ProblemError settings_invalid */
  change(change: OfficeChange): void;
  /** Begins to stop everything; returns at once. */
  shutdown(): void;
}
