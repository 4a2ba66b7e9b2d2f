/**
 * The people of the office: who may chat in a browser, and who may change things. Under /control:
 *
 *   GET    /control/people               PersonView[], those at the coordinator's own PC first, then by name
 *   POST   /control/people               NewPerson -> 201 MadeInvite: adds them, with a link for their browser
 *   PATCH  /control/people/ID            PersonChange -> PersonView
 *   POST   /control/people/ID/invites    NewInvite -> 201 MadeInvite: a link for another browser; lets somebody in again
 *   POST   /control/people/ID/revoke     204: they are out at once, everywhere; their conversations are kept
 *   DELETE /control/people/ID            204: out at once, and their conversations are deleted
 *
 *   GET    /control/session              Session: who this browser is
 *   DELETE /control/session              204: it signs out
 *   POST   /control/session/invite       InviteToken -> InviteView: whose invite it is. Uses nothing up
 *   POST   /control/session/accept       InviteToken -> 201 Session, with a cookie. The invite is used then
 *   POST   /control/session/admin        AdminSignIn -> Session: this browser may do admin things, for an hour
 *   DELETE /control/session/admin        Session: it may no more
 *
 *   GET    /control/admin-password       AdminPasswordView
 *   PUT    /control/admin-password       NewAdminPassword -> 204: who did admin things by the old one must sign in again
 *
 * `session/invite`, `session/accept` and `session/admin` need no session. What else a member may call is in main/control/permissions.ts.
 */
import { z } from 'zod';
import { KeyLimits, KeyLimitWishes } from './keys.ts';

/** admin: may do everything, at another PC after the admin password. member: chats. */
export const PersonRole = z.enum(['admin', 'member']);
export type PersonRole = z.infer<typeof PersonRole>;

const PersonName = z
  .string()
  .trim()
  .min(1, 'A person’s name has 1 to 60 characters.')
  .max(60, 'A person’s name has 1 to 60 characters.')
  .regex(/^[^\p{Cc}\u202A-\u202E\u2066-\u2069]*$/u, 'A person’s name has no control characters.');

/** Days that an invite's link works. */
const Days = z.int().min(1).max(30).default(1);

export const NewInvite = z.strictObject({ days: Days });
export type NewInvite = z.infer<typeof NewInvite>;

export const NewPerson = z.strictObject({
  name: PersonName,
  role: PersonRole.default('member'),
  days: Days,
  limits: KeyLimitWishes.omit({ expiresAt: true }).default({}),
});
export type NewPerson = z.infer<typeof NewPerson>;

/** What is left out stays. */
export const PersonChange = z.strictObject({
  name: PersonName.optional(),
  role: PersonRole.optional(),
  limits: KeyLimitWishes.omit({ expiresAt: true }).optional(),
});
export type PersonChange = z.infer<typeof PersonChange>;

export const PersonView = z.object({
  id: z.string(),
  name: z.string(),
  role: PersonRole,
  /** Who sits at the coordinator's own PC: always an admin, never revoked. */
  atThisPc: z.boolean(),
  limits: KeyLimits,
  createdAt: z.number(),
  /** Null: never yet. */
  lastSeenAt: z.number().nullable(),
  /** Null: they may come in. */
  revokedAt: z.number().nullable(),
  /** Until when a link that nobody has used yet works; null: there is none. */
  invitedUntil: z.number().nullable(),
  /** Browsers that are signed in. */
  browsers: z.int(),
  tokensToday: z.int(),
});
export type PersonView = z.infer<typeof PersonView>;

/** The links are seen here alone. The first one is the best; each works, and all of them together once. */
export const MadeInvite = z.object({
  person: PersonView,
  links: z.array(z.string()),
  expiresAt: z.number(),
});
export type MadeInvite = z.infer<typeof MadeInvite>;

/** As the link has it after #, in capitals or not, with or without its dashes. */
export const InviteToken = z.strictObject({ token: z.string().min(1).max(100) });
export type InviteToken = z.infer<typeof InviteToken>;

export const InviteView = z.object({ office: z.string(), name: z.string(), role: PersonRole, expiresAt: z.number() });
export type InviteView = z.infer<typeof InviteView>;

export const Session = z.object({
  office: z.string(),
  person: z.object({ id: z.string(), name: z.string(), role: PersonRole }),
  /** It is a browser of the coordinator's own PC, or its command line. */
  atThisPc: z.boolean(),
  /** It may do admin things now. */
  admin: z.boolean(),
  /** Until when, at another PC; null: it may not, or for as long as it is signed in. */
  adminUntil: z.number().nullable(),
});
export type Session = z.infer<typeof Session>;

export const AdminSignIn = z.strictObject({ password: z.string().min(1).max(1000) });
export type AdminSignIn = z.infer<typeof AdminSignIn>;

export const AdminPasswordView = z.object({ changedAt: z.number().nullable() });
export type AdminPasswordView = z.infer<typeof AdminPasswordView>;

export const leastPasswordLength = 10;

export const NewAdminPassword = z.strictObject({
  password: z
    .string()
    .min(leastPasswordLength, `The admin password has at least ${leastPasswordLength} characters.`)
    .max(1000),
  /** The one before: needed at another PC only. */
  old: z.string().max(1000).optional(),
});
export type NewAdminPassword = z.infer<typeof NewAdminPassword>;
