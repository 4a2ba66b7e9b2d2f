/** What the deploy sheet holds until it is sent. Pure. */
import type { DeploymentWishes, Pin } from '../../../../contract/model.ts';
import type { Deployable } from './deployable.ts';

export interface Range {
  readonly min: number;
  readonly max: number;
}

export interface DeployDraft {
  /** Allowed quantizations, best first; never empty. */
  readonly quantizations: readonly string[];
  readonly contextLength: number;
  readonly slots: Range;
  readonly replicas: Range;
  readonly priority: number;
  readonly pins: readonly Pin[];
  /** Null: always loaded. */
  readonly idleMinutes: number | null;
  /** A person chose context or slots: another quantization does not change them then. */
  readonly shaped: boolean;
}

export type DraftAction =
  | { readonly type: 'quantization'; readonly name: string }
  | { readonly type: 'allow'; readonly name: string; readonly allowed: boolean }
  | { readonly type: 'context'; readonly tokens: number }
  | { readonly type: 'slots'; readonly range: Range }
  | { readonly type: 'replicas'; readonly range: Range }
  | { readonly type: 'priority'; readonly priority: number }
  | { readonly type: 'idle'; readonly minutes: number | null }
  | { readonly type: 'unpin'; readonly pin: Pin };

const usual = { contextLength: 8_192, slots: 4, priority: 5 } as const;
const small = { contextLength: 4_096 } as const;
const one: Range = { min: 1, max: 1 };

/** As it is deployed, or as one would usually deploy it. @param quantization the one that a person came for */
export function firstDraft(deployable: Deployable, quantization: string | null): DeployDraft {
  const { model, files, suggested } = deployable;
  const { wishes } = model ?? {};
  const allowed = (model?.variants ?? []).filter((file) => file.allowed).map(({ name }) => name);
  if (model && wishes) {
    const chosen = quantization === null ? allowed : [quantization];
    const kept: DeployDraft = {
      quantizations: chosen.length > 0 ? chosen : [suggested],
      contextLength: model.contextLength,
      slots: wishes.slots,
      replicas: wishes.replicas,
      priority: wishes.priority,
      pins: wishes.pins,
      idleMinutes: wishes.idleMinutes,
      shaped: quantization === null,
    };
    return quantization === null ? kept : { ...kept, ...shapeFor(deployable, quantization, kept) };
  }
  const name = quantization ?? suggested;
  const draft: DeployDraft = {
    quantizations: [name],
    contextLength: Math.min(usual.contextLength, deployable.trainedContext ?? model?.contextLength ?? Infinity),
    slots: { min: usual.slots, max: usual.slots },
    replicas: one,
    priority: usual.priority,
    pins: [],
    idleMinutes: null,
    shaped: false,
  };
  return files.length === 0 ? draft : { ...draft, ...shapeFor(deployable, name, draft) };
}

/** The most generous shape in which that quantization has a place now; else a small one. */
function shapeFor({ files }: Deployable, name: string, old: DeployDraft): Pick<DeployDraft, 'contextLength' | 'slots'> {
  const fit = files.find(({ quantization }) => quantization === name)?.fit;
  if (!fit) return old;
  // It was judged for an empty card: what others hold there stays, so one begins with the least that is of use.
  if (fit.verdict === 'emptied') {
    return { contextLength: Math.min(small.contextLength, fit.shape.contextLength), slots: one };
  }
  return { contextLength: fit.shape.contextLength, slots: { min: fit.shape.slots, max: fit.shape.slots } };
}

export function changeDraft(draft: DeployDraft, action: DraftAction, deployable: Deployable): DeployDraft {
  switch (action.type) {
    case 'quantization': {
      const next = { ...draft, quantizations: [action.name] };
      return draft.shaped ? next : { ...next, ...shapeFor(deployable, action.name, draft) };
    }
    case 'allow': {
      const wanted = (name: string): boolean =>
        name === action.name ? action.allowed : draft.quantizations.includes(name);
      const names = deployable.files.map(({ quantization }) => quantization).filter(wanted);
      // The last one stays: a deployment without a file is none.
      return names.length === 0 ? draft : { ...draft, quantizations: names };
    }
    case 'context':
      return { ...draft, contextLength: action.tokens, shaped: true };
    case 'slots':
      return { ...draft, slots: action.range, shaped: true };
    case 'replicas':
      return { ...draft, replicas: action.range };
    case 'priority':
      return { ...draft, priority: action.priority };
    case 'idle':
      return { ...draft, idleMinutes: action.minutes };
    case 'unpin':
      return { ...draft, pins: draft.pins.filter((pin) => pin !== action.pin) };
  }
}

/** What is sent: of a new deployment everything, of one that is there only what differs; null: nothing does. */
export function wishesOf(draft: DeployDraft, deployable: Deployable): DeploymentWishes | null {
  const { quantizations, contextLength, slots, replicas, priority, pins, idleMinutes } = draft;
  const all: DeploymentWishes = {
    quantizations: [...quantizations],
    contextLength,
    slots,
    replicas,
    priority,
    pins: [...pins],
    idleMinutes,
  };
  const { model } = deployable;
  if (!model?.wishes) return all;
  const old: DeploymentWishes = {
    quantizations: model.variants.filter(({ allowed }) => allowed).map(({ name }) => name),
    contextLength: model.contextLength,
    ...model.wishes,
  };
  const changed = Object.entries(all).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(old[key as keyof DeploymentWishes]),
  );
  return changed.length === 0 ? null : Object.fromEntries(changed);
}
