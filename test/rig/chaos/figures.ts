/** The run in figures, as every bench tells its own. Pure. */
import type { FaultRecord } from './fault-record.ts';
import type { MoveLine } from './happenings.ts';
import type { Memory } from './memory.ts';
import type { Tally } from './tally.ts';

export interface Outcome {
  readonly faults: readonly FaultRecord[];
  readonly tally: Tally;
  /** Answers that went on elsewhere. */
  readonly moves: readonly MoveLine[];
  /** Runners without an agent, and processes that were left after the end. */
  readonly orphans: readonly string[];
  /** How often agents ended though nobody ended them. */
  readonly endedByThemselves: number;
  readonly memory: { readonly before: Memory; readonly after: Memory };
}

/** What `figure` of the benches takes. */
export interface GivenFigure {
  readonly name: string;
  readonly unit: string;
  readonly values: readonly number[];
  readonly atMost?: number;
  readonly atLeast?: number;
}

export function figuresOf({ faults, tally, moves, orphans, endedByThemselves, memory }: Outcome): GivenFigure[] {
  const count = (name: string, value: number, aim: Pick<GivenFigure, 'atMost' | 'atLeast'> = {}): GivenFigure => ({
    name,
    unit: '',
    values: [value],
    ...aim,
  });
  const seconds = (name: string, milliseconds: readonly number[]): GivenFigure[] =>
    milliseconds.length === 0 ? [] : [{ name, unit: 's', values: milliseconds.map((one) => one / 1_000) }];
  const byKind = Map.groupBy(faults, ({ kind }) => kind);
  const lost = moves.filter(({ why }) => why === 'lost');
  return [
    count('faults', faults.length),
    ...[...byKind].map(([kind, some]) => count(`· ${kind}`, some.length)),
    count('did not heal', faults.filter(({ healedAt }) => healedAt === null).length, { atMost: 0 }),
    count('requests', tally.requests),
    count('answered whole', tally.answered),
    count('cancelled by their client', tally.cancelled),
    count('refused (429, 503)', tally.refused),
    ...[...tally.failed].map(([code, some]) => count(`failed: ${code}`, some)),
    count('sent again after the coordinator ended', tally.sentAgain),
    { name: 'answered whole, of what was not cancelled', unit: '%', values: [tally.answeredShare * 100], atLeast: 100 },
    { name: 'the same at the first send', unit: '%', values: [tally.answeredAtOnceShare * 100] },
    count('moved in mid-answer', tally.moved),
    count('the same as undisturbed', tally.same),
    count('none to compare with', tally.toldApart),
    count('with a token twice, missing or another', tally.wrong, { atMost: 0 }),
    ...seconds(
      'until the loss is known',
      timesOf(faults, ({ beganAt, knownAt }) => [beganAt, knownAt]),
    ),
    ...seconds(
      'from there to the next token',
      lost.map(({ sinceKnownMs }) => sinceKnownMs),
    ),
    ...seconds(
      'from token to token over a move',
      moves.map(({ gapMs }) => gapMs),
    ),
    ...seconds(
      'from there until replicas are ready again',
      timesOf(faults, ({ knownAt, readyAt }) => [knownAt, readyAt]),
    ),
    ...seconds(
      'until all is healed, from the beginning',
      timesOf(faults, ({ beganAt, healedAt }) => [beganAt, healedAt]),
    ),
    count('orphans', orphans.length, { atMost: 0 }),
    count('agents that ended by themselves', endedByThemselves, { atMost: 0 }),
    { name: 'coordinator, resident, at the start', unit: 'MB', values: [memory.before.coordinator] },
    { name: 'the same at the end', unit: 'MB', values: [memory.after.coordinator] },
    { name: 'agents, resident, at the start', unit: 'MB', values: memory.before.agents },
    { name: 'the same at the end', unit: 'MB', values: memory.after.agents },
  ];
}

function timesOf(
  faults: readonly FaultRecord[],
  fromAndUntil: (fault: FaultRecord) => readonly [number | null, number | null],
): number[] {
  return (
    faults
      // A clock that jumped tells no time.
      .filter(({ kind }) => !kind.endsWith('clock jumped'))
      .map(fromAndUntil)
      .flatMap(([from, until]) => (from === null || until === null ? [] : [until - from]))
  );
}
