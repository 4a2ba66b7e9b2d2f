import type { UpdateState } from '../../../contract/desktop.ts';

interface UpdateWords {
  readonly says: string;
  /** What the button does; null: there is nothing to do now. */
  readonly action: { readonly text: string; readonly do: 'look-for-update' | 'apply-update' } | null;
}

const look = { text: 'Look now', do: 'look-for-update' } as const;

/** How it stands with newer versions of the app. Pure. @param now milliseconds since 1970 */
export function updateWords(update: UpdateState, now: number): UpdateWords {
  switch (update.name) {
    case 'off':
      return { says: update.why, action: null };
    case 'idle':
      return {
        says: update.lookedAt === null ? 'Not looked yet' : `Up to date, looked ${ago(now - update.lookedAt)}`,
        action: look,
      };
    case 'looking':
      return { says: 'Looking for a newer version', action: null };
    case 'loading':
      return { says: `${update.version} is being loaded, ${Math.round(update.share * 100)} %`, action: null };
    case 'ready':
      return {
        says: `${update.version} is here. The office is away for about a minute; it waits until no answer is being written`,
        action: { text: 'Update and restart', do: 'apply-update' },
      };
    case 'waiting':
      return {
        says: `Updates when ${update.answers === 1 ? 'an answer is' : `${update.answers} answers are`} finished`,
        action: null,
      };
    case 'applying':
      return { says: `${update.version} is being put in place`, action: null };
    case 'failed':
      return { says: `Could not be looked for: ${update.why}`, action: look };
  }
}

function ago(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ago` : `${Math.floor(hours / 24)} days ago`;
}
