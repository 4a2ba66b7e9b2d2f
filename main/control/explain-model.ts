/** Where a model runs and why there, and what happens when a PC goes, in one or two sentences. Pure. */
import { bytesInWords } from '../../contract/bytes-in-words.ts';
import type { Deployment } from '../../contract/model.ts';
import type { PlannedReplica } from '../../contract/plan.ts';
import type { OfficeParts } from './office-parts.ts';

export function explainModel({ id, replicas, idleMinutes }: Deployment, { plan, machines }: OfficeParts): string {
  const own = plan.replicas.filter(({ spec }) => spec.deploymentId === id);
  const nameOf = (machineId: string): string => machines.find((one) => one.id === machineId)?.name ?? machineId;
  const promised = plan.promised.find(({ deploymentId }) => deploymentId === id);
  const waits = promised ? `It goes to ${nameOf(promised.machineId)} when the memory there is free.` : '';
  const [first] = own;
  const awaited = plan.awaited?.find(({ deploymentId }) => deploymentId === id);
  if (!first && !promised && awaited) return awaited.reason;
  if (!first && !promised && idleMinutes !== null) {
    return `It is loaded when somebody asks for it, and unloaded after ${minutesInWords(idleMinutes)} without a request.`;
  }
  if (!first) return waits;
  const places = new Set(own.map(({ machineId }) => machineId)).size;
  return [placesInWords(places), places > 1 ? '' : first.reason, waits || nextInWords(first, own.length, replicas.max)]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

const minutesInWords = (minutes: number): string => (minutes === 1 ? 'a minute' : `${minutes} minutes`);

function placesInWords(places: number): string {
  if (places < 2) return '';
  return places === 2
    ? 'On two PCs, so either may be switched off.'
    : `On ${places} PCs, so any of them may be switched off.`;
}

/** What a further replica waits for. */
function nextInWords({ spec }: PlannedReplica, count: number, most: number): string {
  if (count >= most) return '';
  const ordinal = ['second', 'third', 'fourth', 'fifth'][count - 1] ?? 'further';
  return `A ${ordinal} replica waits for a card with ${bytesInWords(spec.estimateBytes)} free.`;
}
