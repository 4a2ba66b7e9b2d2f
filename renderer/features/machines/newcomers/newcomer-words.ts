import type { AskView, CandidateView } from '../../../../contract/control-machines.ts';
import { msg, t, type Message } from '../../../../words/words.ts';

const platforms: Record<AskView['platform'], Message> = {
  win32: msg('Windows'),
  linux: msg('Linux'),
  darwin: msg('macOS'),
};
const systems: Record<NonNullable<CandidateView['os']>, Message> = {
  windows: msg('Windows'),
  linux: msg('Linux'),
  macos: msg('macOS'),
};

/** "GTX 1650 4 GB"; of several, one after the other. */
export const cardsInWords = ({ cards }: AskView): string =>
  cards.length === 0 ? t('No graphics card') : cards.map((card) => card.replace(/, (?=[\d.]+ [GM]B$)/, ' ')).join(', ');

/** "GTX 1650 4 GB, Windows." */
export const askFacts = (ask: AskView): string => `${cardsInWords(ask)}, ${t(platforms[ask.platform])}.`;

/** "192.168.10.27, Linux." */
export function candidateFacts({ name, address, os }: CandidateView): string {
  const parts = [...(name === address ? [] : [address]), ...(os ? [t(systems[os])] : [])];
  return parts.length === 0 ? '' : `${parts.join(', ')}.`;
}

/** What can be said of a PC before its agent runs. */
export const candidatePromise = ({ ssh }: CandidateView): string =>
  ssh ? t('Card unknown until the agent runs') : t('Does not take SSH: a command over there adds it');
