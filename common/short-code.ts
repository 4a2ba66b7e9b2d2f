/**
 * The code that both screens show while a machine asks to join: "48-KITE". It depends on both certificates and on one random
 * number of each side; docs/adr/0010-short-code.md says why the certificates alone would not do.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { shortCodeWords } from './short-code-words.ts';

interface CodeParts {
  /** sha256 of the agent's certificate, hex. */
  readonly agent: string;
  /** sha256 of the coordinator's certificate, hex. */
  readonly coordinator: string;
  /** 64 hex digits: the agent's random number, which it committed to before it heard the other. */
  readonly agentNonce: string;
  /** 64 hex digits. */
  readonly coordinatorNonce: string;
}

const label = 'aivailable short code 1';

/** One of 51,200 codes. */
export function shortCode({ agent, coordinator, agentNonce, coordinatorNonce }: CodeParts): string {
  const parts = [label, agent, coordinator, agentNonce, coordinatorNonce];
  const number = createHash('sha256').update(parts.join('\n')).digest().readUIntBE(0, 6);
  const word = shortCodeWords[number % shortCodeWords.length] ?? '';
  const digits = Math.floor(number / shortCodeWords.length) % 100;
  return `${String(digits).padStart(2, '0')}-${word}`;
}

/** What a side says before it reveals its number. @param nonce 64 hex digits */
export const commitmentTo = (nonce: string): string => createHash('sha256').update(`${label}\n${nonce}`).digest('hex');

/** Whether a revealed number is the one that was committed to. */
export const keepsCommitment = (commitment: string, nonce: string): boolean =>
  timingSafeEqual(Buffer.from(commitment, 'hex'), Buffer.from(commitmentTo(nonce), 'hex'));
