/** The port to the office: what the window shows of it, and what it can be told to do. */
import type { OfficeChange, OfficeState } from '../../contract/control-api.ts';
import type { CourtesyChange } from '../../contract/courtesy.ts';
import type { InternetLimit } from '../../contract/internet.ts';

export interface Office {
  state(): OfficeState;
  /** Called on every change, however often. Returns an unsubscribe. */
  onChange(listener: () => void): () => void;
  /** Whether new requests are taken; until the office is started again. */
  serve(on: boolean): void;
  /** @throws ProblemError settings_invalid */
  change(change: OfficeChange): void;
  /** What models leave free on each card, in bytes. @throws ProblemError settings_invalid */
  setMargin(bytes: number): void;
  /** What downloads may take of the internet line. @throws ProblemError settings_invalid */
  setInternet(limit: InternetLimit): void;
  /** What the office does for the people at its PCs. @throws ProblemError settings_invalid */
  changeCourtesy(change: CourtesyChange): void;
  /** Begins to stop everything; returns at once. */
  shutdown(): void;
}
