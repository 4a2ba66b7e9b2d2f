/** Why a deployment gets fewer replicas than it wishes at least: a code, numbers, and one thing to do. */
import { bytesInWords } from '../../../contract/bytes-in-words.ts';
import type { OfficeFile, PlanFile } from '../../../contract/office-file.ts';
import type { Draft } from '../search/draft.ts';
import { nothing, totalOf, type Place, type Wish } from '../search/task.ts';

type Refusal = PlanFile['refused'][number];
type Words = Pick<Refusal, 'code' | 'reason' | 'remedy'>;

interface Case {
  readonly office: OfficeFile;
  readonly draft: Draft;
  readonly wish: Wish;
  readonly index: number;
  readonly placed: number;
  /** The smallest replica that would do; null: no variant takes the context. */
  readonly need: { readonly variant: string; readonly bytes: number } | null;
  /** Places that it is not on, the one with most free memory first. */
  readonly others: readonly { readonly place: Place; readonly free: number }[];
}

/** @param splits replicas over several GPUs, by model. */
export function refusalsOf(office: OfficeFile, draft: Draft, splits: ReadonlyMap<string, number>): Refusal[] {
  return draft.task.wishes.flatMap((wish, index) => {
    const { model, replicas } = wish.deployment;
    const placed = (draft.ofWish[index]?.length ?? 0) + (splits.get(model) ?? 0);
    if (placed >= replicas.min) return [];
    const others = draft.task.places
      .map((place, at) => ({ place, free: draft.free[at] ?? 0, taken: draft.optionAt(at, index) !== nothing }))
      .filter(({ taken }) => !taken)
      .toSorted((a, b) => b.free - a.free);
    const one: Case = { office, draft, wish, index, placed, need: smallest(wish), others };
    return [
      {
        model,
        ...wordsFor(one),
        replicas: { wished: replicas.min, placed },
        needs: one.need?.bytes ?? null,
        largestFree: others[0]?.free ?? null,
      },
    ];
  });
}

function smallest({ deployment: { context, slots }, variants }: Wish): Case['need'] {
  return variants
    .filter(({ variant }) => context <= variant.facts.contextMax)
    .map(({ variant, memory }) => ({ variant: variant.id, bytes: totalOf(memory, context, slots.min) }))
    .reduce<Case['need']>((least, one) => (least && least.bytes <= one.bytes ? least : one), null);
}

const wordsFor = (one: Case): Words => noPlace(one) ?? tooLong(one) ?? tooBig(one) ?? tooFew(one) ?? noRoom(one);

function noPlace({ office, draft }: Case): Words | null {
  if (draft.task.places.length > 0) return null;
  if (!office.machines.some(({ online }) => online)) {
    return { code: 'no-machine', reason: 'No machine is online.', remedy: 'Switch on a machine with a graphics card.' };
  }
  return {
    code: 'no-gpu',
    reason: 'No machine that is online has a graphics card that models may use.',
    remedy: 'Add a machine with a graphics card.',
  };
}

function tooLong({ wish, need }: Case): Words | null {
  if (need) return null;
  const most = Math.max(0, ...wish.variants.map(({ variant }) => variant.facts.contextMax));
  return {
    code: 'context-too-long',
    reason: `A context of ${wish.deployment.context} tokens is wished, and the model takes ${most} at most.`,
    remedy: `Lower the context to ${most} tokens or less.`,
  };
}

function tooBig({ office, draft, wish, need, placed }: Case): Words | null {
  const largest = draft.task.places.reduce<Place | null>(
    (most, place) => (most && most.usable >= place.usable ? most : place),
    null,
  );
  if (!need || !largest || need.bytes <= largest.usable) return null;
  const { context, slots } = wish.deployment;
  const several = largest.machine.gpus.length > 1 || office.machines.some(({ gpus }) => gpus.length > 1);
  return {
    code: 'too-big',
    reason: `${soFar(placed, wish)}${need.variant} with ${slots.min} × ${context} tokens needs ${bytesInWords(need.bytes)}; the roomiest GPU, ${largest.gpu.name} on ${largest.machine.name}, has ${bytesInWords(largest.usable)} for models.`,
    remedy: `Choose a smaller variant or a shorter context${several && !office.policy.split ? ', or let replicas lie on several GPUs' : ''}.`,
  };
}

/** It stands on every GPU that could hold it. */
function tooFew({ draft, wish, need, others, placed }: Case): Words | null {
  const could = others.filter(({ place }) => place.usable >= (need?.bytes ?? 0));
  if (could.length > 0 || placed === 0 || !need) return null;
  const count = draft.task.places.filter(({ usable }) => usable >= need.bytes).length;
  return {
    code: 'too-few-gpus',
    reason: `${soFar(placed, wish)}Each needs a GPU of its own with ${bytesInWords(need.bytes)} for models, and there ${count === 1 ? 'is 1' : `are ${count}`}.`,
    remedy: `Ask for ${placed === 1 ? '1 replica' : `${placed} replicas`}, or add a graphics card.`,
  };
}

function noRoom({ draft, wish, need, others, placed }: Case): Words {
  const bytes = bytesInWords(need?.bytes ?? 0);
  const subject = placed === 0 ? (need?.variant ?? '') : `${soFar(placed, wish)}One more (${need?.variant ?? ''})`;
  const [roomiest] = others;
  const free = roomiest ? `the largest free space is ${bytesInWords(roomiest.free)}, ${whereIs(roomiest.place)}` : '';
  return {
    code: 'no-room',
    reason: `${subject} needs ${bytes}; ${free}. ${insteadOf(draft, need?.bytes ?? 0, others)}`.trimEnd(),
    remedy: `Raise its priority, ask for fewer replicas of others, or add a graphics card with ${bytes} for models.`,
  };
}

/** What stands on the roomiest place that could hold it. */
function insteadOf({ task, onPlace }: Draft, bytes: number, others: Case['others']): string {
  const [could] = others
    .filter(({ place }) => place.usable >= bytes)
    .toSorted((a, b) => b.place.usable - a.place.usable);
  if (!could) return '';
  const models = (onPlace[task.places.indexOf(could.place)] ?? [])
    .toSorted((a, b) => a - b)
    .map((wish) => task.wishes[wish]?.deployment.model);
  if (models.length === 0) return '';
  const { gpu, machine } = could.place;
  return `${gpu.name} on ${machine.name} could hold it, but is worth more with ${models.join(' and ')}.`;
}

const whereIs = ({ gpu, machine }: Place): string => `on ${gpu.name} of ${machine.name}`;

const soFar = (placed: number, { deployment }: Wish): string =>
  placed === 0 ? '' : `${placed} of ${deployment.replicas.min} replicas have a place. `;
