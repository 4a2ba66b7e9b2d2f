import type { OfficeState } from '../../contract/control-api.ts';
import type { IconName } from '../ui/Icon.tsx';

/** What the foot of the navigation says: is the office answering? */
export function servingWords({ office, machines, models }: OfficeState): {
  icon: IconName;
  tone: string;
  words: string;
} {
  if (!office.serving) return { icon: 'state-paused', tone: 'ink2', words: 'Paused' };
  if (machines.every(({ state }) => state === 'lost')) return { icon: 'state-lost', tone: 'bad', words: 'Not serving' };
  if (models.some(({ state }) => state === 'ready')) return { icon: 'state-ready', tone: 'ok', words: 'Serving' };
  if (models.some(({ state }) => state === 'loading'))
    return { icon: 'state-joining', tone: 'ink2', words: 'Starting' };
  return { icon: 'state-attention', tone: 'warn', words: 'Needs you' };
}
