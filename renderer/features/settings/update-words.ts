import type { UpdateState } from '../../../contract/desktop.ts';
import { msg, t, type Message } from '../../../words/words.ts';
import { retell } from '../../../words/retell.ts';
import { formatAgo, formatNumber } from '../../ui/text/format.ts';

interface UpdateWords {
  readonly says: string;
  /** What the button does; null: there is nothing to do now. */
  readonly action: { readonly text: Message; readonly do: 'look-for-update' | 'apply-update' } | null;
}

const look = { text: msg('Look now'), do: 'look-for-update' } as const;
const again = { ...look, text: msg('Look again') };

/** How it stands with newer versions of the app. Pure. @param now milliseconds since 1970 */
export function updateWords(update: UpdateState, now: number): UpdateWords {
  switch (update.name) {
    case 'off':
      return { says: retell(update.why), action: null };
    case 'idle':
      return {
        says:
          update.lookedAt === null
            ? t('Not looked yet')
            : t('Up to date, looked {{ago}}', { ago: formatAgo(update.lookedAt, now) }),
        action: update.lookedAt === null ? look : again,
      };
    case 'looking':
      return { says: t('Looking for a newer version'), action: null };
    case 'loading':
      return {
        says: t('{{version}} is being loaded, {{percent}} %', {
          version: update.version,
          percent: formatNumber(update.share * 100),
        }),
        action: null,
      };
    case 'ready':
      return {
        says: t(
          '{{version}} is here. The office is away for about a minute; it waits until no answer is being written',
          { version: update.version },
        ),
        action: { text: msg('Update and restart'), do: 'apply-update' },
      };
    case 'waiting':
      return {
        says: t('Updates when {{count, number}} answers are finished', { count: update.answers }),
        action: null,
      };
    case 'applying':
      return { says: t('{{version}} is being put in place', { version: update.version }), action: null };
    case 'failed':
      return { says: t('Could not be looked for: {{why}}', { why: retell(update.why) }), action: again };
  }
}
