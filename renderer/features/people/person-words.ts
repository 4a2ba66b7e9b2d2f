/** What stands beside a person, in a few words. Pure. */
import type { PersonView } from '../../../contract/people.ts';
import { formatAgo, formatUntil, plural } from '../../ui/format.ts';

/** "Admin, at this PC", "Member" */
export function roleWords({ role, atThisPc }: PersonView): string {
  if (atThisPc) return 'Admin, at the office’s PC';
  return role === 'admin' ? 'Admin' : 'Member';
}

/** Whether they come in, and how: "2 browsers", "Invited, until tomorrow 10:44", "Revoked 2 days ago" */
export function accessWords({ atThisPc, revokedAt, invitedUntil, browsers }: PersonView, now: number): string {
  if (revokedAt !== null) return `Revoked ${formatAgo(revokedAt, now)}`;
  const invited = invitedUntil === null ? [] : [`invited, until ${formatUntil(invitedUntil, now)}`];
  const signedIn = browsers > 0 ? [plural(browsers, 'browser')] : [];
  const words = [...signedIn, ...invited].join(', ');
  if (words !== '') return words.replace(/^i/, 'I');
  return atThisPc ? 'The window' : 'The invite is over';
}
