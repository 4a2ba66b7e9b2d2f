/**
 * Journey: an office under load, in which a runner, an agent, a cable, a whole PC and the coordinator fail one after the other, drawn
 * from a seed. Every request is answered, none with a token twice or missing, and nothing is left behind. More of it: npm run chaos.
 */
import { expect, it } from 'vitest';
import { runChaos } from './chaos/run-chaos.ts';
import type { FaultKind } from './chaos/kinds.ts';

const kinds: readonly FaultKind[] = [
  'runner killed',
  'agent killed',
  'cable pulled',
  'power cut',
  'coordinator killed',
];

it(
  'an office in which one thing after the other fails answers everything',
  { timeout: 600_000 },
  async ({ annotate }) => {
    const said: string[] = [];
    const outcome = await runChaos({
      pcs: 3,
      softwareGpus: 0,
      replicas: 3,
      callers: 2,
      clocks: false,
      seed: 78,
      kinds,
      shuffled: false,
      together: 1,
      goesOn: (made) => made < kinds.length,
      healWithinMs: 90_000,
      say: (sentence) => said.push(sentence),
    });
    await annotate(said.join('\n'));
    expect(outcome.faults.map(({ kind, missing }) => [kind, missing])).toEqual(kinds.map((kind) => [kind, '']));
    const { requests, answered, cancelled, wrong } = outcome.tally;
    expect([answered + cancelled, wrong]).toEqual([requests, 0]);
    expect(outcome.orphans).toEqual([]);
    expect(outcome.endedByThemselves).toBe(0);
  },
);
