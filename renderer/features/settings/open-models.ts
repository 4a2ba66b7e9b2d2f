/** Which models are open to everybody, as far as limits say: none that somebody is kept from. Pure. */
import type { KeyLimits } from '../../../contract/keys.ts';

interface Limited {
  readonly limits: Pick<KeyLimits, 'models'>;
}

/** @param models that the office's own machines have: what others are asked for leaves the office, or costs something */
export function openModels(models: readonly string[], limited: readonly Limited[]): string[] {
  return models.filter((name) => limited.every(({ limits }) => limits.models === null || limits.models.includes(name)));
}
