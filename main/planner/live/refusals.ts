/** Why a deployment has fewer replicas than it must have, in words: what stands in the way, and what to do about it. Pure. */
import { totalBytes } from '../../../contract/replica.ts';
import { bytesInWords } from '../../../contract/bytes-in-words.ts';
import type { Deployment } from '../../../contract/model.ts';
import type { Refusal, Snapshot } from '../../../contract/plan.ts';
import { gpuKey } from './office-parts.ts';
import { needsIn, type Needs } from './greediest.ts';
import { placesFor, type Place } from './places.ts';
import { couldTake, fullWords } from './full-words.ts';
import type { Wanted } from './wanted.ts';

type Words = Pick<Refusal, 'reason' | 'action'>;

export function refusalsOf(snapshot: Snapshot, wanted: readonly Wanted[]): Refusal[] {
  const needs = needsIn(snapshot);
  const planned = new Map<string, number>();
  for (const { machine, gpus, shares, memory } of wanted) {
    gpus.forEach((gpu, at) => {
      const key = gpuKey(machine.id, gpu.id);
      planned.set(key, (planned.get(key) ?? 0) + totalBytes(memory) * (shares[at] ?? 1));
    });
  }
  return snapshot.deployments.flatMap((deployment) => {
    const own = wanted.filter((one) => one.deployment.id === deployment.id);
    const { min } = deployment.replicas;
    if (own.length >= min) return [];
    const standing = new Set(own.flatMap(({ machine, gpus }) => gpus.map(({ id }) => gpuKey(machine.id, id))));
    const places = placesFor(deployment, snapshot, planned, standing, needs);
    const words = wordsFor({ deployment, places, snapshot, needs }, standing.size);
    const effect =
      own.length === 0
        ? 'Requests for it are refused.'
        : `${own.length} of ${min} replicas ${own.length === 1 ? 'has' : 'have'} a place: it is slower than wished, or gone when one PC is.`;
    return [
      { deploymentId: deployment.id, model: deployment.model, placed: own.length, wished: min, effect, ...words },
    ];
  });
}

interface Case {
  readonly deployment: Deployment;
  readonly places: readonly Place[];
  readonly snapshot: Snapshot;
  readonly needs: Needs;
}

function wordsFor({ deployment, places, snapshot, needs }: Case, standing: number): Words {
  const failed = places.find(({ verdict }) => verdict === 'failed');
  if (failed) {
    return {
      reason: `${failed.obstacle}.`,
      action: 'It is tried again by itself. If it stays so, look at the agent’s log.',
    };
  }
  if (snapshot.machines.length === 0) {
    return { reason: 'No machine is connected.', action: 'Add a machine with a graphics card.' };
  }
  if (places.length === 0 && !hasFiles(deployment, snapshot)) {
    return { reason: 'None of its files is in the office.', action: 'Import its file, or load it from the catalogue.' };
  }
  return (
    tooLong(deployment, snapshot) ??
    byTheAdmin(places) ??
    tooFew(places, standing) ??
    fullWords(deployment, places, snapshot, needs)
  );
}

const hasFiles = ({ variants }: Deployment, snapshot: Snapshot): boolean =>
  snapshot.variants.some(({ sha256 }) => variants.includes(sha256));

function tooLong({ contextLength, variants }: Deployment, snapshot: Snapshot): Words | null {
  const most = Math.max(
    ...snapshot.variants.filter(({ sha256 }) => variants.includes(sha256)).map(({ facts }) => facts.trainedContext),
  );
  if (contextLength <= most) return null;
  return {
    reason: `A context of ${contextLength.toLocaleString('en')} tokens is wished, and the model takes ${most.toLocaleString('en')} at most.`,
    action: `Lower its context to ${most.toLocaleString('en')} tokens or less.`,
  };
}

/** A card would take it, if the admin had not said otherwise. */
function byTheAdmin(places: readonly Place[]): Words | null {
  const resting = places.find(({ verdict, machine }) => verdict === 'resting' && machine.online);
  if (resting) return { reason: couldTake(resting), action: `Let ${resting.machine.name} serve, or add a machine.` };
  const limited = places.find(({ verdict }) => verdict === 'limited');
  if (!limited) return null;
  const { machine, gpu, needBytes } = limited;
  const limit = bytesInWords(machine.limits.get(gpu.id) ?? 0);
  return {
    reason: `Needs ${bytesInWords(needBytes)} on one card, and at most ${limit} of ${gpu.name} on ${machine.name} are shared.`,
    action: 'Share more of that card, or choose a smaller variant or a shorter context.',
  };
}

/** It stands on every card that could hold it. */
function tooFew(places: readonly Place[], standing: number): Words | null {
  const could = places.filter(({ verdict, needBytes, roomBytes }) => verdict === 'full' && needBytes <= roomBytes);
  if (standing === 0 || could.length > 0) return null;
  const need = bytesInWords(Math.min(...places.map(({ needBytes }) => needBytes)));
  const replicas = standing === 1 ? '1 replica' : `${standing} replicas`;
  return {
    reason: `Each replica needs a card of its own with ${need} for models, and there ${standing === 1 ? 'is 1' : `are ${standing}`}.`,
    action: `Ask for ${replicas}, or add a graphics card.`,
  };
}
