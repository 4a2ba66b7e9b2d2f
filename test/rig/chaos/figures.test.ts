import { describe, expect, it } from 'vitest';
import type { FaultRecord } from './fault-record.ts';
import { figuresOf, type Outcome } from './figures.ts';

const fault = (changes: Partial<FaultRecord> = {}): FaultRecord => ({
  number: 1,
  kind: 'power cut',
  where: 'pc1',
  beganAt: 1_000,
  knownAt: 1_500,
  readyAt: 4_500,
  healedAt: 9_000,
  missing: '',
  ...changes,
});

const outcome = (changes: Partial<Outcome> = {}): Outcome => ({
  faults: [fault(), fault({ kind: 'cable pulled', knownAt: null, readyAt: null, healedAt: 3_000 })],
  tally: {
    requests: 10,
    answered: 8,
    cancelled: 1,
    refused: 0,
    failed: new Map([['machine_lost', 1]]),
    moved: 2,
    same: 7,
    toldApart: 1,
    wrong: 0,
    sentAgain: 0,
    answeredShare: 8 / 9,
    answeredAtOnceShare: 8 / 9,
  },
  moves: [
    { time: 1, msg: 'an answer goes on elsewhere', why: 'lost', gapMs: 700, sinceKnownMs: 200 },
    { time: 1, msg: 'an answer goes on elsewhere', why: 'drained', gapMs: 90, sinceKnownMs: 1 },
  ],
  orphans: [],
  endedByThemselves: 0,
  memory: { before: { coordinator: 100, agents: [80] }, after: { coordinator: 110, agents: [81] } },
  ...changes,
});

const valuesOf = (given: Outcome): Record<string, readonly number[]> =>
  Object.fromEntries(figuresOf(given).map(({ name, values }) => [name, values]));

describe('the figures', () => {
  it('count faults by kind, and failures by code', () => {
    expect(valuesOf(outcome())).toMatchObject({
      faults: [2],
      '· power cut': [1],
      '· cable pulled': [1],
      'failed: machine_lost': [1],
    });
  });

  it('tell times in seconds, of what has them', () => {
    expect(valuesOf(outcome())).toMatchObject({
      'until the loss is known': [0.5],
      'from there to the next token': [0.2],
      'from token to token over a move': [0.7, 0.09],
      'from there until replicas are ready again': [3],
      'until all is healed, from the beginning': [8, 2],
    });
  });

  it('tell no time of a clock that jumped', () => {
    const jumped = [fault({ kind: 'coordinator’s clock jumped' })];
    expect(valuesOf(outcome({ faults: jumped }))).not.toHaveProperty('until the loss is known');
  });
});

describe('what must hold', () => {
  const missed = (given: Outcome): string[] =>
    figuresOf(given).flatMap(({ name, values, atMost = Infinity, atLeast = -Infinity }) =>
      values.every((value) => value <= atMost && value >= atLeast) ? [] : [name],
    );
  const whole = { ...outcome().tally, answered: 9, failed: new Map(), answeredShare: 1 };

  it('holds when all healed and all was answered', () => expect(missed(outcome({ tally: whole }))).toEqual([]));

  it.each<[string, Partial<Outcome>]>([
    ['did not heal', { faults: [fault({ healedAt: null, missing: 'pc1 is lost' })] }],
    ['answered whole, of what was not cancelled', { tally: { ...whole, answeredShare: 0.99 } }],
    ['with a token twice, missing or another', { tally: { ...whole, wrong: 1 } }],
    ['orphans', { orphans: ['pc1: 4711'] }],
    ['agents that ended by themselves', { endedByThemselves: 1 }],
  ])('is missed: %s', (name, changes) => expect(missed(outcome({ tally: whole, ...changes }))).toEqual([name]));
});
