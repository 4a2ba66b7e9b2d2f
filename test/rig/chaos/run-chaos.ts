/** Chaos: an office under load, and faults drawn from a seed, each healed before the next unless they shall overlap. */
import { ActivityPage } from '../../../contract/activity.ts';
import { drawFaults } from './draw-faults.ts';
import { drawRequests } from './draw-requests.ts';
import type { FaultRecord } from './fault-record.ts';
import type { Outcome } from './figures.ts';
import { Ground } from './ground.ts';
import { movesIn, notedOf } from './happenings.ts';
import { heal } from './healing.ts';
import type { FaultKind } from './kinds.ts';
import { endOffice, orphanedRunners } from './leftover-processes.ts';
import { Load } from './load.ts';
import { type Begun, makeTogether } from './make-together.ts';
import { memoryOf } from './memory.ts';
import { askUndisturbed } from './references.ts';
import { ChaosOffice, type OfficeWishes } from './set-up.ts';
import { type Ended, tally } from './tally.ts';

export interface ChaosWishes extends OfficeWishes {
  /** How many replicas of the demo model shall be ready. */
  readonly replicas: number;
  readonly seed: number;
  /** Which may come; in a drawn order, or as they stand. */
  readonly kinds: readonly FaultKind[];
  readonly shuffled: boolean;
  /** How many come at once: 1 is each alone. */
  readonly together: number;
  /** Whether there shall be more of them. @param made so far */
  readonly goesOn: (made: number) => boolean;
  readonly healWithinMs: number;
  /** What happens, a sentence at a time. */
  readonly say: (sentence: string) => void;
}

/** As many as one page of the office's own notes has. */
const mostEvents = 200;

export async function runChaos(wishes: ChaosWishes): Promise<Outcome> {
  wishes.say('The office is set up.');
  const office = await ChaosOffice.open(wishes);
  try {
    return await new Chaos(new Ground(office, wishes.replicas), wishes).run();
  } finally {
    await office.close();
  }
}

class Chaos {
  readonly #ground: Ground;
  readonly #wishes: ChaosWishes;
  readonly #records: FaultRecord[] = [];
  readonly #orphans: string[] = [];

  constructor(ground: Ground, wishes: ChaosWishes) {
    this.#ground = ground;
    this.#wishes = wishes;
  }

  async run(): Promise<Outcome> {
    const ground = this.#ground;
    const { seed, callers, say } = this.#wishes;
    say('Each request is asked once undisturbed.');
    const references = await askUndisturbed(ground.fleet, ground.oneOfEach, ground.way(0));
    say(`Replicas are ready on ${(await ground.serve()).join(', ')}.`);
    const before = await memoryOf(ground);
    const load = new Load({
      requests: drawRequests(seed, callers),
      way: (caller) => ground.way(caller),
      references,
      kindOf: (machine) => ground.kindOf(machine),
      isCut: () => ground.isCut,
      onEnd: (ended) => this.#tellOf(ended),
    });
    await this.#makeFaults();
    await load.stop();
    const after = await memoryOf(ground);
    const moves = movesIn(ground.office.log());
    this.#orphans.push(...(await endOffice(ground)));
    const endedByThemselves = [...ground.services.values()].reduce((sum, service) => sum + service.endedByItself, 0);
    const memory = { before, after };
    return {
      faults: this.#records,
      tally: tally(load.ended),
      moves,
      orphans: this.#orphans,
      endedByThemselves,
      memory,
    };
  }

  /** Until there are enough, or one did not heal: what came after it would say nothing. */
  async #makeFaults(): Promise<void> {
    const { kinds, shuffled, seed, together, goesOn } = this.#wishes;
    const drawn = drawFaults({ seed, kinds, pcs: this.#ground.pcs, shuffled });
    while (goesOn(this.#records.length) && this.#records.every(({ healedAt }) => healedAt !== null)) {
      const group = Array.from({ length: together }, () => drawn.next().value);
      const { begun, broken } = await makeTogether(this.#ground, group, this.#wishes.say);
      await this.#judge(begun, broken);
    }
  }

  /** Waits until what was made has healed, and notes what became of it. @param broken why it could not be made or undone */
  async #judge(begun: readonly Begun[], broken: string | null): Promise<void> {
    const ground = this.#ground;
    const { say, healWithinMs } = this.#wishes;
    const lastAt = Math.max(...begun.map(({ beganAt }) => beganAt));
    const healing = broken === null ? await heal(ground, lastAt, healWithinMs) : { missing: broken };
    const healedAt = 'healedAt' in healing ? healing.healedAt : null;
    const missing = 'missing' in healing ? healing.missing : '';
    if (healedAt !== null) ground.isCut = false;
    for (const one of begun) {
      const noted =
        healedAt === null ? { knownAt: null, readyAt: null } : await this.#noted(one.where, one.beganAt, healedAt);
      this.#records.push({ ...one, ...noted, healedAt, missing });
    }
    const orphans = await orphanedRunners(ground);
    this.#orphans.push(...orphans);
    for (const orphan of orphans) say(`A runner without its agent stays: ${orphan}`);
    say(
      healedAt === null
        ? `Did not heal in ${healWithinMs / 1_000} s: ${missing}`
        : `Healed ${((healedAt - lastAt) / 1_000).toFixed(1)} s after it began.`,
    );
  }

  async #noted(where: string, beganAt: number, healedAt: number) {
    const page = await this.#ground.office.control('GET', `/control/activity?since=${beganAt}&limit=${mostEvents}`);
    const { events } = ActivityPage.parse(page);
    return notedOf(
      events.filter(({ at }) => at <= healedAt),
      where,
    );
  }

  #tellOf({ number, template, ending }: Ended): void {
    const { say } = this.#wishes;
    if (ending.kind === 'failed' || ending.kind === 'refused')
      say(`Request ${number} (${template}) ${ending.kind}: ${ending.code}`);
    if (ending.kind === 'answered' && ending.verdict.kind === 'wrong')
      say(`Request ${number} (${template}) by ${ending.machines.join(', ')} is wrong: ${ending.verdict.why}`);
  }
}
