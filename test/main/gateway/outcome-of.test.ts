import { expect, it } from 'vitest';
import { outcomeOf } from '../../../main/gateway/outcome-of.ts';

const ended = { answered: false, cancelled: false, code: null, moves: 0 };

it('tells answers that stayed from those that moved', () => {
  expect(outcomeOf({ ...ended, answered: true })).toBe('whole');
  expect(outcomeOf({ ...ended, answered: true, moves: 1 })).toBe('moved');
});

it('blames nobody when the client left', () => {
  expect(outcomeOf({ ...ended, cancelled: true, code: 'machine_lost' })).toBe('cancelled');
  expect(outcomeOf(ended)).toBe('cancelled');
});

it('tells a lack of places from a failure, and both from a wrong request', () => {
  expect(outcomeOf({ ...ended, code: 'overloaded' })).toBe('refused');
  expect(outcomeOf({ ...ended, code: 'wait_too_long' })).toBe('refused');
  expect(outcomeOf({ ...ended, code: 'machine_lost' })).toBe('failed');
  expect(outcomeOf({ ...ended, code: 'internal' })).toBe('failed');
  expect(outcomeOf({ ...ended, code: 'context_length_exceeded' })).toBe('invalid');
});
