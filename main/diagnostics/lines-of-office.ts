import { bytesInWords } from '../../contract/bytes-in-words.ts';
import type { OfficeState } from '../../contract/control-api.ts';

/** Machines, cards, replicas, external servers and models in lines. Pure. */
export function linesOfOffice({ office, machines, models, attached, waiting, discovery }: OfficeState): string[] {
  const since = new Date(office.startedAt).toISOString();
  return [
    `${office.name} on ${office.machineName}, ${office.serving ? 'serving' : 'paused'} since ${since}, ${waiting} waiting`,
    `at ${office.addresses.join(', ')}`,
    ...machines.flatMap(({ name, state, agentVersion, notice, gpus, replicas }) => [
      `- ${name}: ${state}, agent ${agentVersion ?? 'unknown'}${notice ? `. ${notice.reason}` : ''}`,
      ...gpus.map(
        ({ name: card, backend, totalBytes, usable, reason }) =>
          `  - ${card} [${backend}] ${bytesInWords(totalBytes)}${usable ? '' : `, not used: ${reason}`}`,
      ),
      ...replicas.map(
        ({ model, variant, state: its, problem }) =>
          `  - ${model} ${variant}: ${its}${problem ? `. ${problem.code}: ${problem.message}` : ''}`,
      ),
    ]),
    ...attached.map(
      ({ name, kind, state, problem }) => `- server ${name}, ${kind}: ${state}${problem ? `. ${problem.reason}` : ''}`,
    ),
    ...models.map(({ name, state, problem }) => `- model ${name}: ${state}${problem ? `. ${problem.reason}` : ''}`),
    ...discovery.adapters.map(({ name, address, used, why }) => `- ${name} ${address}: ${used ? 'used' : why}`),
  ];
}
