/** The router: which replica takes a request, or why it waits, or why it is refused. A pure function of a snapshot. */
import type { Problem } from '../../contract/errors.ts';
import { problem } from '../../contract/problem.ts';
import type { ReplicaState } from '../../contract/replica.ts';
import type { RouterReplica, RouterSnapshot } from './snapshot.ts';

export interface RouterRequest {
  readonly model: string;
  /** The only file that will do; null: any of the model's. */
  readonly variant: string | null;
  /** The replica that holds this conversation in its cache: taken when it has a free slot. */
  readonly affinity: string | null;
}

type RouterChoice =
  | { readonly kind: 'replica'; readonly replicaId: string }
  /** `ready`: the model runs and all its slots are busy; otherwise it is still on its way. */
  | { readonly kind: 'wait'; readonly ready: boolean; readonly reason: string }
  | { readonly kind: 'refuse'; readonly problem: Problem };

const onTheWay: ReadonlySet<ReplicaState> = new Set(['planned', 'copying', 'loading', 'warming']);
const namesShown = 10;

export function choose(snapshot: RouterSnapshot, request: RouterRequest): RouterChoice {
  const model = snapshot.models.find(({ name }) => name === request.model);
  if (!model) return { kind: 'refuse', problem: unknownModel(snapshot, request.model) };

  const replicas = snapshot.replicas.filter(
    (one) => one.model === model.name && (request.variant === null || one.variant === request.variant),
  );
  const ready = replicas.filter(({ state }) => state === 'ready');
  const free = ready.filter((one) => one.slotsBusy < one.slots);
  const best = free.find(({ replicaId }) => replicaId === request.affinity) ?? free.toSorted(leastBusyFirst)[0];
  if (best) return { kind: 'replica', replicaId: best.replicaId };

  if (ready.length > 0) {
    const slots = ready.reduce((sum, one) => sum + one.slots, 0);
    const places = slots === 1 ? 'The one place for this model is' : `All ${slots} places for this model are`;
    return { kind: 'wait', ready: true, reason: `${places} busy.` };
  }
  const coming = replicas.find(({ state }) => onTheWay.has(state));
  if (coming) return notReady(`The model is being loaded on ${coming.machineName}.`);
  if (model.refusal) {
    const { reason, effect, action } = model.refusal;
    return { kind: 'refuse', problem: problem('model_not_placed', reason, { effect, action }) };
  }
  const failed = replicas.find(({ state }) => state === 'failed');
  if (failed) return notReady(`The model stopped on ${failed.machineName} and is started again.`);
  return notReady('The model is not loaded yet; a place for it is being chosen.');
}

const notReady = (reason: string): RouterChoice => ({ kind: 'wait', ready: false, reason });

/** Fewest busy first; among equals the faster (an unmeasured one counts as fast, so that it gets measured), then the roomier. */
function leastBusyFirst(a: RouterReplica, b: RouterReplica): number {
  return (
    a.slotsBusy / a.slots - b.slotsBusy / b.slots ||
    Math.sign(speed(b) - speed(a)) ||
    b.slots - b.slotsBusy - (a.slots - a.slotsBusy) ||
    (a.replicaId < b.replicaId ? -1 : 1)
  );
}

const speed = (one: RouterReplica): number => (one.tokensPerSecond > 0 ? one.tokensPerSecond : Number.MAX_VALUE);

function unknownModel(snapshot: RouterSnapshot, wanted: string): Problem {
  const names = snapshot.models.map(({ name }) => `"${name}"`);
  const shown = names.slice(0, namesShown).join(', ');
  const more = names.length > namesShown ? ` and ${names.length - namesShown} more` : '';
  const there = names.length === 0 ? 'The office has no model yet.' : `There is: ${shown}${more}.`;
  return problem('model_not_found', `There is no model "${wanted.slice(0, 100)}". ${there}`, { param: 'model' });
}
