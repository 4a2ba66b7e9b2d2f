/** A change to the office in words, as `plan --what-if` takes it. */
import type { WhatIfChange } from '../../contract/deployments.ts';
import type { OfficeState } from '../../contract/control-api.ts';
import { refuse } from '../../contract/problem.ts';
import { readBytes } from './read-bytes.ts';

const examples = [
  'remove OFFICE-2',
  'pause OFFICE-2',
  'resume OFFICE-2',
  'add NEW-PC 8GB RX 580',
  'limit OFFICE-2 4GB',
  'deploy qwen2.5-7b-instruct:Q4_K_M',
  'undeploy demo',
  'move demo OFFICE-1 OFFICE-2',
];

/** Limits and moves are about the first card of a machine. @throws ProblemError invalid_request, machine_not_found */
export function readChange(typed: string, state: OfficeState): WhatIfChange {
  // A name with blanks stands in quotes.
  const words = (typed.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', ''));
  const [verb = '', first = '', second = '', ...rest] = words;
  switch (verb.toLowerCase()) {
    case 'remove':
    case 'pause':
    case 'resume':
      if (first !== '' && second === '') return { kind: verb.toLowerCase() as 'remove', machine: first };
      break;
    case 'add': {
      const totalBytes = second === '' ? null : readBytes(second);
      if (totalBytes === null) break;
      return { kind: 'add', machine: first, gpuName: rest.join(' ') || 'graphics card', totalBytes };
    }
    case 'limit':
      if (second === '') break;
      return { kind: 'limit', machine: first, gpuId: cardOf(first, state), bytes: readBytes(second) };
    case 'deploy': {
      const [model = '', quantizations] = first.split(':');
      if (model === '') break;
      return { kind: 'deploy', model, wishes: quantizations ? { quantizations: quantizations.split(',') } : {} };
    }
    case 'undeploy':
      if (first !== '') return { kind: 'undeploy', model: first };
      break;
    case 'move': {
      const [to = ''] = rest;
      if (to === '') break;
      return { kind: 'move', replicaId: replicaOf(first, second, state), machine: to, gpuId: cardOf(to, state) };
    }
    default:
  }
  return refuse('invalid_request', `“${typed}” is no change that can be planned.`, {
    effect: 'Nothing was planned.',
    action: `Write it as one of these: ${examples.join('; ')}.`,
  });
}

function machineNamed(name: string, { machines }: OfficeState) {
  const plain = name.toLowerCase();
  const found = machines.find((one) => one.id === name || one.name.toLowerCase() === plain);
  return (
    found ??
    refuse('machine_not_found', `There is no machine ${name} in this office.`, {
      effect: 'Nothing was planned.',
      action: `Choose one of: ${machines.map((one) => one.name).join(', ')}.`,
    })
  );
}

function cardOf(name: string, state: OfficeState): string {
  const [card] = machineNamed(name, state).gpus;
  return card?.id ?? refuse('invalid_request', `${name} has no graphics card.`, { effect: 'Nothing was planned.' });
}

function replicaOf(model: string, machine: string, state: OfficeState): string {
  const replica = machineNamed(machine, state).replicas.find((one) => one.model === model);
  return (
    replica?.replicaId ??
    refuse('replica_not_found', `${model} does not run on ${machine}.`, { effect: 'Nothing was planned.' })
  );
}
