/** External servers as the window shows them. Pure. */
import { fingerprintOf } from '../../common/fingerprint.ts';
import type { AttachedModel, AttachedView } from '../../contract/attached.ts';
import type { AttachedServer } from '../attached/attached-server.ts';

type Shown = Pick<AttachedServer, 'record' | 'listed' | 'facts'>;

export function viewAttached({ record, listed, facts }: Shown, models: readonly AttachedModel[]): AttachedView {
  const { id, name, url, key, certificate, slots, prefer } = record;
  const { state, since, problem, slotsBusy, latencyMs, lastFailure } = facts;
  return {
    id,
    name,
    url,
    kind: listed.kind,
    state,
    since,
    hasKey: key !== null,
    fingerprint: certificate === null ? null : fingerprintOf(certificate),
    slots,
    slotsBusy,
    prefer,
    models: [...models],
    latencyMs,
    problem: problem && { reason: problem.message, effect: problem.effect, action: problem.action },
    lastFailure,
  };
}
