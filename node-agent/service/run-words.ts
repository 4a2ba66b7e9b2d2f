/** The command that a service manager starts the agent with. */
import path from 'node:path';
import type { Place } from './place.ts';

/** As everywhere: warnings of Node belong to nobody, and memory is bounded. */
const nodeFlags = ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=4', '--max-old-space-size=512'];

/** Words of the command, by way of `current`, so that a new version needs no other one. */
export function runWords({ root, data }: Place, coordinators: readonly string[]): string[] {
  const program = path.join(root, 'current');
  return [
    path.join(program, 'bin', 'node'),
    ...nodeFlags,
    path.join(program, 'agent', 'node-agent.mjs'),
    'run',
    '--data',
    data,
    ...coordinators.flatMap((address) => ['--coordinator', address]),
  ];
}
