import type { AskView, CandidateView } from '../../../contract/control-machines.ts';

const platforms: Record<AskView['platform'], string> = { win32: 'Windows', linux: 'Linux', darwin: 'macOS' };
const systems: Record<NonNullable<CandidateView['os']>, string> = {
  windows: 'Windows',
  linux: 'Linux',
  macos: 'macOS',
};

/** "GTX 1650 4 GB"; of several, one after the other. */
export const cardsInWords = ({ cards }: AskView): string =>
  cards.length === 0 ? 'No graphics card' : cards.map((card) => card.replace(/, (?=[\d.]+ [GM]B$)/, ' ')).join(', ');

/** "GTX 1650 4 GB, Windows." */
export const askFacts = (ask: AskView): string => `${cardsInWords(ask)}, ${platforms[ask.platform]}.`;

/** "192.168.10.27, Linux." */
export function candidateFacts({ name, address, os }: CandidateView): string {
  const parts = [...(name === address ? [] : [address]), ...(os ? [systems[os]] : [])];
  return parts.length === 0 ? '' : `${parts.join(', ')}.`;
}

/** What can be said of a PC before its agent runs. */
export const candidatePromise = ({ ssh }: CandidateView): string =>
  ssh ? 'Card unknown until the agent runs' : 'Does not take SSH: a command over there adds it';
