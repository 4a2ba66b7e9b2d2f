import { describe, expect, it } from 'vitest';
import { commitmentTo, keepsCommitment, shortCode } from '../../common/short-code.ts';
import { shortCodeWords } from '../../common/short-code-words.ts';

const parts = {
  agent: 'a'.repeat(64),
  coordinator: 'b'.repeat(64),
  agentNonce: '1'.repeat(64),
  coordinatorNonce: '2'.repeat(64),
};

describe('the short code', () => {
  it('has words that are all different, all of four letters, and as many as give 51,200 codes', () => {
    expect(new Set(shortCodeWords).size).toBe(512);
    expect(shortCodeWords.filter((word) => !/^[A-Z]{4}$/.test(word))).toEqual([]);
  });

  it('never changes for the same certificates and numbers, on any version', () => {
    expect(shortCode(parts)).toBe(shortCode({ ...parts }));
    expect(shortCode(parts)).toBe('24-HOOD');
  });

  it('depends on each of its parts', () => {
    const codes = Object.keys(parts).map((name) => shortCode({ ...parts, [name]: 'c'.repeat(64) }));
    expect(new Set([shortCode(parts), ...codes]).size).toBe(5);
  });

  it('uses all of its digits and words', () => {
    const codes = Array.from({ length: 20_000 }, (_, number) =>
      shortCode({ ...parts, agentNonce: number.toString(16).padStart(64, '0') }).split('-'),
    );
    expect(new Set(codes.map(([digits]) => digits)).size).toBe(100);
    expect(new Set(codes.map(([, word]) => word)).size).toBe(512);
  });

  it('is preceded by a promise that only the same number keeps', () => {
    const promise = commitmentTo(parts.agentNonce);
    expect(keepsCommitment(promise, parts.agentNonce)).toBe(true);
    expect(keepsCommitment(promise, parts.coordinatorNonce)).toBe(false);
  });
});
