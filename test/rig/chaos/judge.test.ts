import { describe, expect, it } from 'vitest';
import { type Answer, type DeviceKind, judge, type Reference } from './judge.ts';
import type { Template } from './templates.ts';

const template: Template = { name: 'a story', body: {}, repeatable: true, json: false, stop: null, maxTokens: null };
const onProcessor: Reference = { text: 'one two three four', reason: 'stop', tokens: 4 };
const onCard: Reference = { text: 'one two six', reason: 'stop', tokens: 3 };
const references = new Map([
  [
    'a story',
    new Map<DeviceKind, Reference>([
      ['processor', onProcessor],
      ['software GPU', onCard],
    ]),
  ],
]);
const kindOf = (machine: string): DeviceKind => (machine.startsWith('card') ? 'software GPU' : 'processor');
const answer = (changes: Partial<Answer> = {}): Answer => ({
  ...onProcessor,
  machines: ['pc1'],
  marks: [],
  ...changes,
});
const verdict = (changes: Partial<Answer> = {}, more: Partial<Template> = {}) =>
  judge({ ...template, ...more }, answer(changes), references, kindOf);

describe('an answer of one kind of device', () => {
  it('is the same as the one that nobody disturbed', () => {
    expect(verdict().kind).toBe('same');
    expect(verdict({ ...onCard, machines: ['card1'] }).kind).toBe('same');
    expect(verdict({ machines: ['pc1', 'pc2'] }).kind).toBe('same');
  });

  it.each([
    ['a token twice', { text: 'one two two three four', tokens: 5 }],
    ['a token missing', { text: 'one three four', tokens: 3 }],
    ['its end missing', { text: 'one two three', tokens: 3 }],
    ['another count', { tokens: 5 }],
    ['another reason', { reason: 'length' }],
  ])('is wrong with %s', (_what, changes) => expect(verdict(changes).kind).toBe('wrong'));

  it('is told apart when it is another kind’s whole answer, as near a tie', () => {
    expect(verdict(onCard).kind).toBe('told apart');
  });

  it('says where it is wrong', () => {
    expect(verdict({ text: 'one two two three four' }).why).toBe(
      'from letter 9 on "one two two three four" in place of "one two three four"',
    );
  });
});

describe('an answer that moved between kinds of devices', () => {
  const machines = ['card1', 'pc1'];
  const marks = [{ from: 'card1', to: 'pc1', at: 'one two '.length }];

  it('is told apart when it is right up to there', () => {
    expect(verdict({ text: 'one two nine', machines, marks }).kind).toBe('told apart');
  });

  it('is wrong when it was not', () => {
    expect(verdict({ text: 'one one two nine', machines, marks }).kind).toBe('wrong');
  });

  it('is the same when it equals that of one of them', () => {
    expect(verdict({ machines, marks }).kind).toBe('same');
  });
});

describe('an answer that has no other to equal', () => {
  const free = { repeatable: false };

  it('is told apart', () => expect(verdict({ text: 'anything' }, free).kind).toBe('told apart'));

  it.each([
    ['no JSON', { text: '{"list": [1, 2' }, { json: true }],
    ['text after its stop string', { text: 'one stop two' }, { stop: 'stop' }],
    ['fewer tokens than it was cut at', { reason: 'length', tokens: 4 }, { maxTokens: 5 }],
  ])('is wrong with %s', (_what, changes, more) => {
    expect(verdict(changes, { ...free, ...more }).kind).toBe('wrong');
  });
});
