/** Why a replica is where it is and as it is, as sentences with numbers. */
import { bytesInWords } from '../../../contract/bytes-in-words.ts';
import type { Draft } from './draft.ts';
import type { Split } from './lay-out.ts';
import { totalOf, type Option, type Place, type Wish } from './task.ts';

/** @param number which replica of its deployment it is, from 1. */
export function reasonOf(draft: Draft, place: number, wish: number, number: number): string {
  const { places, wishes, options } = draft.task;
  const where = places[place];
  const wanted = wishes[wish];
  const option = options[draft.optionAt(place, wish)];
  if (!where || !wanted || !option) throw new RangeError(`nothing of wish ${wish} stands on place ${place}`);
  const beside = (draft.onPlace[place] ?? []).filter((other) => other !== wish).map((other) => nameOf(wishes[other]));
  const need = totalOf(option.memory, option.context, option.slots);
  const left = (draft.free[place] ?? 0) + need;
  return [
    whereIn(option, where, need, beside.toSorted()),
    variantIn(option, wanted, where, left),
    moreIn(wanted, number),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

export function splitReasonOf({ machine, shares, wish, variant, runsAlready }: Split): string {
  const parts = [...shares].map(([gpu, bytes]) => `${bytesInWords(bytes)} on ${nameOn(machine.gpus, gpu)}`);
  const start = runsAlready ? `It runs on ${machine.name} already and stays` : `${machine.name} takes it`;
  const over = `${start} over ${shares.size} GPUs (${parts.join(', ')}), because no single GPU can hold it.`;
  return variant.quality === wish.best ? over : `${over} ${variant.id} is the best variant that fits there.`;
}

function whereIn(option: Option, { machine, gpu, usable }: Place, need: number, beside: readonly string[]): string {
  if (option.keptAt !== null) return `It runs on ${machine.name} already and stays as it is.`;
  const others = beside.length > 0 ? `beside ${beside.join(' and ')} ` : '';
  return `${machine.name} has ${bytesInWords(usable)} for models on ${gpu.name} after the margin; ${others}this takes ${bytesInWords(need)} of it.`;
}

/** Why no better variant. @param left what this replica could take here at most, as the others stand. */
function variantIn({ variant, keptAt, slots, context }: Option, wish: Wish, place: Place, left: number): string {
  if (wish.variants.length === 1) return '';
  if (variant.quality === wish.best) return `${variant.id} is the best variant that is allowed.`;
  if (keptAt !== null) return '';
  const better = wish.variants.findLast((one) => one.variant.quality > variant.quality);
  if (!better) return '';
  const need = totalOf(better.memory, context, Math.min(slots, wish.deployment.slots.min));
  const needs = `${better.variant.id} would need ${bytesInWords(need)}`;
  if (need > place.usable) return `${needs}, more than this GPU has.`;
  if (need > left) return `${needs}, and ${bytesInWords(left)} are left for it here.`;
  return `${needs} and fit, but the memory is worth more as it is used now.`;
}

function moreIn({ deployment: { replicas, demand } }: Wish, number: number): string {
  if (number <= replicas.min) return '';
  const required = replicas.min === 1 ? 'the one that is required' : `the ${replicas.min} that are required`;
  return `It is one more than ${required}, for a demand of ${Math.round(demand)} tokens per second.`;
}

const nameOf = (wish: Wish | undefined): string => wish?.deployment.model ?? '';

const nameOn = (gpus: readonly { id: string; name: string }[], id: string): string =>
  gpus.find((gpu) => gpu.id === id)?.name ?? id;
