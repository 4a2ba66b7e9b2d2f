import type { ActivityEvent, ActivityKind } from '../../../contract/activity.ts';
import { t } from '../../../words/words.ts';
import { formatClock, formatNumber } from '../../ui/text/format.ts';
import type { IconName } from '../../ui/mark/Icon.tsx';
import { shortDay } from './availability-words.ts';

/** To be shown alone. */
export const kindChoices = (): { value: ActivityKind | 'all'; text: string }[] => [
  { value: 'all', text: t('Everything') },
  { value: 'machine', text: t('Machines') },
  { value: 'model', text: t('Models') },
  { value: 'file', text: t('Files') },
  { value: 'answer', text: t('Answers') },
  { value: 'admin', text: t('Admin', { context: 'events' }) },
];

const byWhat: Readonly<Record<string, IconName>> = {
  paused: 'state-paused',
  removing: 'drain',
  'memory taken': 'drain',
  placed: 'models',
  moved: 'move',
  taken: 'drain',
  started: 'machines',
};

export function eventIcon({ kind, tone, what }: ActivityEvent): IconName {
  if (tone === 'bad') return 'state-lost';
  if (tone === 'attention') return 'state-attention';
  if (kind === 'admin') return 'user';
  return tone === 'good' ? 'check' : (byWhat[what] ?? 'info');
}

/** Where to look further. */
export function eventLink({ kind, what }: ActivityEvent): { readonly text: string; readonly to: string } | null {
  const onMap = what === 'lost' || what === 'stopped' || what === 'memory missing';
  if (kind === 'machine' && onMap) return { text: t('Show on map'), to: '/machines' };
  if (kind === 'model' && what === 'refused') return { text: t('Show the model'), to: '/models' };
  return null;
}

/** "after 0.8 s", "14 s": how long it took or lasted; empty when that says nothing. */
export function spanWords({ kind, what, durationMs }: ActivityEvent): string {
  if (durationMs === null || (kind === 'answer' && what === 'moved')) return '';
  const span = spanOf(durationMs / 1000);
  if (what === 'lost') return t('It had been there for {{span}}.', { span });
  if (what === 'returned') return t('It was away for {{span}}.', { span });
  return t('It took {{span}}.', { span });
}

function spanOf(seconds: number): string {
  if (seconds < 120) return `${formatNumber(seconds, seconds < 10 ? 1 : 0)} s`;
  if (seconds < 7200) return t('{{minutes}} min', { minutes: Math.round(seconds / 60) });
  if (seconds < 172_800) return `${formatNumber(seconds / 3600)} h`;
  return t('{{count, number}} days', { count: Math.round(seconds / 86_400) });
}

/** "10:42" today, "18 Nov" before. */
export const eventTime = (at: number, now: number): string =>
  new Date(at).toDateString() === new Date(now).toDateString() ? formatClock(at) : shortDay(at);
