/** What stands beside a person, in a few words. Pure. */
import type { PersonView } from '../../../contract/people.ts';
import { t } from '../../../words/words.ts';
import { formatAgo, formatUntil } from '../../ui/text/format.ts';

/** Who sits at the office's own PC has no name of their own. */
export const inWords = (person: PersonView): PersonView =>
  person.atThisPc ? { ...person, name: t('This PC') } : person;

/** "Admin, at this PC", "Member" */
export function roleWords({ role, atThisPc }: PersonView): string {
  if (atThisPc) return t('Admin, at the office’s PC');
  return role === 'admin' ? t('Admin') : t('Member');
}

/** Whether they come in, and how: "2 browsers", "Invited, until tomorrow 10:44", "Revoked 2 days ago" */
export function accessWords({ atThisPc, revokedAt, invitedUntil, browsers }: PersonView, now: number): string {
  if (revokedAt !== null) return t('Revoked {{ago}}', { ago: formatAgo(revokedAt, now) });
  const signedIn = browsers > 0 ? t('{{count, number}} browsers', { count: browsers }) : null;
  const time = invitedUntil === null ? null : formatUntil(invitedUntil, now);
  if (time !== null)
    return signedIn === null
      ? t('Invited, until {{time}}', { time })
      : t('{{browsers}}, invited, until {{time}}', { browsers: signedIn, time });
  return signedIn ?? (atThisPc ? t('The window') : t('The invite is over'));
}
