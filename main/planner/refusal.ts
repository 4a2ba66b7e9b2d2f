/** Why a deployment gets no place, in words: what stands in the way, and what to do about it. */
import { bytesInWords } from '../../contract/bytes-in-words.ts';
import type { Deployment } from '../../contract/model.ts';
import type { Refusal } from '../../contract/plan.ts';
import type { Place } from './places.ts';

type Words = Pick<Refusal, 'reason' | 'action'>;

/** @param places all that were looked at, each with an obstacle. */
export function refusalOf(deployment: Deployment, places: readonly Place[]): Refusal {
  const { id: deploymentId, model } = deployment;
  return { deploymentId, model, effect: 'Requests for it are refused.', ...wordsFor(places) };
}

function wordsFor(places: readonly Place[]): Words {
  const failed = places.find(({ verdict }) => verdict === 'failed');
  if (failed) {
    return {
      reason: `${failed.obstacle}.`,
      action: 'It is tried again by itself. If it stays so, look at the agent’s log.',
    };
  }
  if (places.length === 0) {
    return { reason: 'No machine is connected.', action: 'Start the agent of a machine with a graphics card.' };
  }
  return byTheAdmin(places) ?? byTheCards(places);
}

/** A card would take it, if the admin had not said otherwise. */
function byTheAdmin(places: readonly Place[]): Words | null {
  const resting = places.find(({ verdict, machine }) => verdict === 'resting' && machine.online);
  if (resting) {
    const { machine, gpu, needBytes, obstacle } = resting;
    return {
      reason: `Needs ${bytesInWords(needBytes)}; ${gpu.name} could take it, but ${obstacle}.`,
      action: `Let ${machine.name} serve, or add a machine.`,
    };
  }
  const limited = places.find(({ verdict }) => verdict === 'limited');
  if (!limited) return null;
  const { machine, gpu, needBytes } = limited;
  const limit = bytesInWords(machine.limits[gpu.id] ?? 0);
  return {
    reason: `Needs ${bytesInWords(needBytes)} on one card, and at most ${limit} of ${gpu.name} on ${machine.name} are shared.`,
    action: 'Share more of that card, or choose a smaller variant or a shorter context.',
  };
}

function byTheCards(places: readonly Place[]): Words {
  const cards = places.filter(({ gpu, machine }) => gpu.backend !== 'cpu' && gpu.usable && machine.serving);
  const need = bytesInWords(Math.min(...places.map((place) => place.needBytes)));
  if (cards.length === 0) {
    const why = places[0] ? ` (${places[0].obstacle})` : '';
    return {
      reason: `It needs ${need} of video memory, and no graphics card can be used${why}.`,
      action: 'Add a machine with a graphics card.',
    };
  }
  const room = bytesInWords(Math.max(...cards.map((place) => place.freeBytes)));
  return {
    reason: `Needs ${need} on one card, the largest space is ${room}.`,
    action: 'Choose a smaller variant or a shorter context, or close programs that use the card.',
  };
}
