import type { CandidateView, HostKeyView } from '../../../../contract/control-machines.ts';
import type { Problem } from '../../../../contract/errors.ts';
import type { HostKeys } from '../../../data/machines/use-host-keys.ts';

/** What became of one PC's key. A changed or missing one keeps that PC out. */
export type KeyOutcome =
  | { readonly type: 'asked' }
  | { readonly type: 'first' | 'same' | 'changed'; readonly key: HostKeyView }
  | { readonly type: 'none'; readonly problem: Problem };

const kinds = { 'first visit': 'first', same: 'same', changed: 'changed' } as const;

export function keyOutcome(keys: HostKeys, { id }: CandidateView): KeyOutcome {
  const found = keys.get(id) ?? null;
  if (found === null) return { type: 'asked' };
  return 'known' in found ? { type: kinds[found.known], key: found } : { type: 'none', problem: found };
}

/** The PCs that can be installed on, with the key that a person compared. */
export function installable(
  candidates: readonly CandidateView[],
  keys: HostKeys,
): { readonly candidate: CandidateView; readonly hostKey: string }[] {
  return candidates.flatMap((candidate) => {
    const outcome = keyOutcome(keys, candidate);
    if (outcome.type !== 'first' && outcome.type !== 'same') return [];
    return [{ candidate, hostKey: outcome.key.fingerprint }];
  });
}

/** How many there will be, as far as is known: those whose key is asked for still count. */
export const mayBeInstallable = (candidates: readonly CandidateView[], keys: HostKeys): number =>
  candidates.filter((one) => !['changed', 'none'].includes(keyOutcome(keys, one).type)).length;
