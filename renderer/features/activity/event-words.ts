import type { ActivityEvent, ActivityKind } from '../../../contract/activity.ts';
import { formatClock } from '../../ui/format.ts';
import type { IconName } from '../../ui/Icon.tsx';

export const kindChoices: readonly { readonly value: ActivityKind | 'all'; readonly text: string }[] = [
  { value: 'all', text: 'Everything' },
  { value: 'machine', text: 'Machines' },
  { value: 'model', text: 'Models' },
  { value: 'file', text: 'Files' },
  { value: 'answer', text: 'Answers' },
  { value: 'admin', text: 'Admin' },
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

const shownOnMap = ['lost', 'stopped', 'memory missing'];

/** Where to look further. */
export function eventLink({ kind, what }: ActivityEvent): { readonly text: string; readonly to: string } | null {
  if (kind === 'machine' && shownOnMap.includes(what)) return { text: 'Show on map', to: '/machines' };
  if (kind === 'model' && what === 'refused') return { text: 'Show the model', to: '/models' };
  return null;
}

/** "after 0.8 s", "14 s": how long it took or lasted; empty when that says nothing. */
export function spanWords({ kind, what, durationMs }: ActivityEvent): string {
  if (durationMs === null || (kind === 'answer' && what === 'moved')) return '';
  const seconds = durationMs / 1000;
  const span =
    seconds < 10
      ? `${seconds.toFixed(1)} s`
      : seconds < 120
        ? `${Math.round(seconds)} s`
        : seconds < 7200
          ? `${Math.round(seconds / 60)} min`
          : seconds < 172_800
            ? `${Math.round(seconds / 3600)} h`
            : `${Math.round(seconds / 86_400)} days`;
  if (what === 'lost') return `It had been there for ${span}.`;
  if (what === 'returned') return `It was away for ${span}.`;
  return `It took ${span}.`;
}

/** "10:42" today, "18 Nov" before. */
export function eventTime(at: number, now: number): string {
  const date = new Date(at);
  if (date.toDateString() === new Date(now).toDateString()) return formatClock(at);
  return date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' });
}
