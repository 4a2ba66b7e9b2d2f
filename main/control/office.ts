/** The port to the office: what the window shows of it, and what it can be told to do. */
import type { ModelView, OfficeState } from '../../contract/control-api.ts';

export interface Office {
  state(): OfficeState;
  /** Called on every change, however often. Returns an unsubscribe. */
  onChange(listener: () => void): () => void;
  /** @throws ProblemError model_file_missing, model_file_invalid or disk_full. */
  importModel(path: string): Promise<ModelView>;
  /** Begins to stop everything; returns at once. */
  shutdown(): void;
}
