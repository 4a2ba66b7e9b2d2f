/** The router: which replica takes a request, or why it waits, or why it is refused. A pure function of what is known now. */
import type { Problem } from '../../contract/errors.ts';
import { problem } from '../../contract/problem.ts';
import type { ReplicaState } from '../../contract/replica.ts';
import { expectedSeconds, leastSeconds, type Expected, type Work } from './expected-seconds.ts';
import type { ReplicaLoad } from './replica-load.ts';
import type { RouterModel, RouterReplica } from './snapshot.ts';

/** What is known now: the models, and the replicas of each. */
export interface RouterView {
  readonly models: readonly RouterModel[];
  readonly loads: ReadonlyMap<string, readonly ReplicaLoad[]>;
}

export interface RouterRequest {
  readonly model: string;
  /** The only file that will do; null: any of the model's. */
  readonly variant: string | null;
  /** No external server will do. */
  readonly ownOnly?: boolean;
  readonly work: Work;
  /** It may wait for a busy replica, when that one would still be done sooner than a free one. */
  readonly mayHold: boolean;
}

export type RouterChoice =
  | { readonly kind: 'replica'; readonly load: ReplicaLoad; readonly expected: Expected }
  /** Another replica is free, but this one is worth the wait. */
  | { readonly kind: 'hold'; readonly load: ReplicaLoad; readonly expected: Expected; readonly reason: string }
  /** `ready`: the model runs and all its slots are busy; otherwise it is still on its way. */
  | { readonly kind: 'wait'; readonly ready: boolean; readonly reason: string }
  | { readonly kind: 'refuse'; readonly problem: Problem };

const onTheWay: ReadonlySet<ReplicaState> = new Set(['planned', 'copying', 'loading', 'warming']);
const namesShown = 10;
/** Tokens per second of an answer where nothing of the model was measured yet. */
const unmeasuredSpeed = 20;
/** A busy replica is waited for only when that saves this much: the estimate is no better. */
const leastSaved = { share: 0.2, seconds: 0.5 };

export function choose(view: RouterView, request: RouterRequest, now: number): RouterChoice {
  const model = view.models.find(({ name }) => name === request.model);
  if (!model) return { kind: 'refuse', problem: unknownModel(view, request.model) };

  const all = view.loads.get(model.name) ?? [];
  const { free, full, fulls, slots, ejected } = survey(all, request, now);
  if (full && free && saves(full.expected, free.expected)) {
    const reason = `A place on ${full.load.replica.machineName} is free soon, and the answer comes sooner from there.`;
    return { kind: 'hold', ...full, reason };
  }
  if (free) return { kind: 'replica', ...free };
  if (fulls > 0) {
    const reason =
      slots === 1 ? 'The one place for this model is busy.' : `All ${slots} places for this model are busy.`;
    return { kind: 'wait', ready: true, reason };
  }
  return whyNone(model, all, request, ejected);
}

interface Candidate {
  readonly load: ReplicaLoad;
  readonly expected: Expected;
}

interface Survey {
  free: Candidate | null;
  /** The best of those that are full; only looked for when a request may hold. */
  full: Candidate | null;
  fulls: number;
  /** Of those that are full. */
  slots: number;
  /** One that is kept out because it failed. */
  ejected: ReplicaLoad | null;
}

function survey(all: readonly ReplicaLoad[], request: RouterRequest, now: number): Survey {
  const found: Survey = { free: null, full: null, fulls: 0, slots: 0, ejected: null };
  const isReady = ({ replica }: ReplicaLoad): boolean => replica.state === 'ready' && serves(replica, request);
  let fastest = 0;
  /** For one that is not measured. Looked for only then. */
  const fastestOfAll = (): number => {
    if (fastest > 0) return fastest;
    for (const load of all) if (load.speed > fastest && isReady(load)) fastest = load.speed;
    return (fastest ||= unmeasuredSpeed);
  };
  const look = (load: ReplicaLoad): void => {
    const full = load.isFull(now);
    if (full) {
      found.fulls += 1;
      found.slots += load.replica.slots;
    }
    if (full && !request.mayHold) return;
    const best = full ? found.full : found.free;
    const guess = load.speed || fastestOfAll();
    if (best && rankOf(best.load) < rankOf(load)) return;
    const same = best && rankOf(best.load) === rankOf(load);
    if (same && leastSeconds(load, request.work, guess) > total(best.expected)) return;
    const candidate = { load, expected: expectedSeconds(load, request.work, guess, now) };
    if (full) found.full = better(best, candidate);
    else found.free = better(best, candidate);
  };
  let healthy = 0;
  for (const load of all) {
    if (!isReady(load)) continue;
    if (load.health.from > now) {
      found.ejected = load;
      continue;
    }
    healthy += 1;
    look(load);
  }
  // Nothing else is left: those that failed are tried sooner, never given up for ever.
  if (healthy === 0) for (const load of all) if (isReady(load) && load.health.lastResortFrom <= now) look(load);
  return found;
}

const serves = (replica: RouterReplica, { variant, ownOnly }: RouterRequest): boolean =>
  (variant === null || replica.variant === variant) && !(ownOnly && replica.external);

/** External servers come before the office's own replicas, or after them, however fast either is. */
const rankOf = ({ replica: { external } }: ReplicaLoad): number => (external ? (external.prefer ? -1 : 1) : 0);

/** The one that is done sooner; among equals the less busy, then by name, so that the order of the snapshot decides nothing. */
function better(a: Candidate | null, b: Candidate): Candidate {
  if (!a || rankOf(b.load) < rankOf(a.load)) return b;
  const sooner = total(a.expected) - total(b.expected) || busyShare(a.load) - busyShare(b.load);
  return sooner < 0 || (sooner === 0 && a.load.replica.replicaId < b.load.replica.replicaId) ? a : b;
}

const total = ({ slot, work }: Expected): number => slot + work;
const busyShare = ({ runs, replica }: ReplicaLoad): number => runs.size / replica.slots;

function saves(held: Expected, free: Expected): boolean {
  const saved = total(free) - total(held);
  return saved >= leastSaved.seconds && saved >= leastSaved.share * total(free);
}

function whyNone(
  model: RouterModel,
  all: readonly ReplicaLoad[],
  request: RouterRequest,
  ejected: ReplicaLoad | null,
): RouterChoice {
  if (ejected) return notReady(`The model failed on ${ejected.replica.machineName} and is tried again.`);
  const replicas = all.map(({ replica }) => replica).filter((one) => serves(one, request));
  const coming = replicas.find(({ state }) => onTheWay.has(state));
  if (coming) return notReady(`The model is being loaded on ${coming.machineName}.`);
  if (model.refusal) {
    const { reason, effect, action } = model.refusal;
    return { kind: 'refuse', problem: problem('model_not_placed', reason, { effect, action }) };
  }
  if (model.waits) return notReady(model.waits);
  const away = replicas.find(({ external }) => external && external.why !== null);
  if (away && replicas.every(({ external }) => external)) return notReady(away.external?.why ?? '');
  const failed = replicas.find(({ state, external }) => state === 'failed' && !external);
  if (failed) return notReady(`The model stopped on ${failed.machineName} and is started again.`);
  return notReady('The model is not loaded yet; a place for it is being chosen.');
}

const notReady = (reason: string): RouterChoice => ({ kind: 'wait', ready: false, reason });

function unknownModel(view: RouterView, wanted: string): Problem {
  const names = view.models.map(({ name }) => `"${name}"`);
  const shown = names.slice(0, namesShown).join(', ');
  const more = names.length > namesShown ? ` and ${names.length - namesShown} more` : '';
  const there = names.length === 0 ? 'The office has no model yet.' : `There is: ${shown}${more}.`;
  return problem('model_not_found', `There is no model "${wanted.slice(0, 100)}". ${there}`, { param: 'model' });
}
