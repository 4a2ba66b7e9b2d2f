/** The port to where presets are kept. */
import type { NewPreset } from '../../contract/presets.ts';

export interface KeptPreset extends NewPreset {
  readonly id: string;
  readonly owner: string;
}

export interface PresetStore {
  /** A person's own and the shared ones, by name. */
  list(owner: string): KeptPreset[];
  /** One with the same id is replaced. */
  put(preset: KeptPreset): void;
  remove(id: string): void;
}
