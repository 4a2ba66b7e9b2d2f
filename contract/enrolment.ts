/**
 * How a machine joins an office: the one door that the tunnel's port has for machines that were not let in yet. HTTP/1.1 over the
 * agent's TLS socket (ALPN `aivailable-join/1`); the agent shows its certificate and is the client. This door never changes its
 * shape, so that agents of any version can join and be updated.
 *
 *   POST /join              JoinRequest -> Welcome. With a token that an admin made: used once, within 10 minutes
 *   POST /asks              AskOpening -> AskOpened. Without one: an admin compares a short code on both screens
 *   POST /asks/ID/reveal    AskReveal -> {}. Now both sides know the code
 *   GET  /asks/ID           AskAnswer
 *   GET  /standing          Standing: what the coordinator knows of the certificate that is shown
 *
 * The code is made from both certificates and two random numbers. The agent commits to its number before it hears the
 * coordinator's: who stands in between has one guess, and cannot search for certificates that give the same code.
 */
import { z } from 'zod';

export const joinProtocol = 'aivailable-join/1';

const hex64 = z.string().regex(/^[0-9a-f]{64}$/);
const shortText = z.string().min(1).max(120);

/** Who wants to join, as it says itself: nothing of it is believed but its certificate. */
export const Applicant = z.strictObject({
  machineId: z.string().regex(/^[0-9A-Za-z-]{8,64}$/),
  hostName: shortText,
  platform: z.enum(['linux', 'win32', 'darwin']),
  osName: shortText,
  agentVersion: z.string().min(1).max(40),
  /** Its graphics cards in words: "GTX 1650, 4 GB". */
  cards: z.array(shortText).max(16),
});
export type Applicant = z.infer<typeof Applicant>;

/** 80 bits in Crockford's base32. */
const JoinSecret = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{16}$/);

export const JoinRequest = z.strictObject({ secret: JoinSecret, applicant: Applicant });
export type JoinRequest = z.infer<typeof JoinRequest>;

/** Where the coordinator can be dialled: "192.168.10.12:8421", IPv6 in brackets. */
export const DialAddress = z.string().regex(/^(\[[0-9a-fA-F:.]+(%[\w.-]+)?\]|[^:[\]\s/]{1,253}):\d{1,5}$/);

export const Welcome = z.strictObject({
  officeName: z.string(),
  /** The name that the machine has in the office. */
  machineName: z.string(),
  /** All that the coordinator can be dialled at, best first. */
  addresses: z.array(DialAddress).max(32),
});
export type Welcome = z.infer<typeof Welcome>;

/** `commitment` is a sha256 made from the nonce that is revealed later: see common/short-code.ts. */
export const AskOpening = z.strictObject({ applicant: Applicant, commitment: hex64 });
export type AskOpening = z.infer<typeof AskOpening>;
export const AskOpened = z.strictObject({ askId: z.string(), officeName: z.string(), nonce: hex64 });
export type AskOpened = z.infer<typeof AskOpened>;
export const AskReveal = z.strictObject({ nonce: hex64 });
export const AskAnswer = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('waiting') }),
  z.strictObject({ state: z.literal('accepted'), welcome: Welcome }),
  z.strictObject({ state: z.literal('rejected') }),
]);
export type AskAnswer = z.infer<typeof AskAnswer>;

/** removed: an admin took this machine out; its agent forgets the office and uninstalls itself. */
export const Standing = z.strictObject({ standing: z.enum(['known', 'removed', 'unknown']) });
export type Standing = z.infer<typeof Standing>;

const tokenPattern = /^AIV1\.([0-9a-f]{64})\.([0-9A-HJKMNP-TV-Z]{16})$/;

/** A join token, taken apart. */
export interface JoinToken {
  /** sha256 of the coordinator's certificate, hex without colons. */
  readonly pin: string;
  readonly secret: string;
}

export const formatJoinToken = ({ pin, secret }: JoinToken): string => `AIV1.${pin}.${secret}`;

/** @returns null when it is no join token; blanks around it and the case of its letters do not matter. */
export function parseJoinToken(text: string): JoinToken | null {
  const [version = '', pin = '', secret = ''] = text.trim().split('.');
  const match = tokenPattern.exec([version.toUpperCase(), pin.toLowerCase(), secret.toUpperCase()].join('.'));
  return match?.[1] && match[2] && text.trim().split('.').length === 3 ? { pin: match[1], secret: match[2] } : null;
}

/** How machines of this product announce themselves by mDNS. Everything in it is a hint; certificates decide. */
export const mdnsType = 'aivailable';

/** TXT record of `_aivailable._tcp`. The service's own name is a random or machine id, because equal names silence each other. */
export const Announcement = z.object({
  /** coordinator: dial it; agent: it has no office and wants to be asked. */
  role: z.enum(['coordinator', 'agent']),
  /** Name that people know: the office's, or the PC's. */
  name: z.string().max(120),
  version: z.string().max(40),
  /** sha256 of the certificate, hex. */
  pin: hex64,
  /** Ports of a coordinator as text, for the agents' tunnel and for HTTP; absent for an agent, which has none. */
  agents: z
    .string()
    .regex(/^\d{1,5}$/)
    .optional(),
  http: z
    .string()
    .regex(/^\d{1,5}$/)
    .optional(),
});
export type Announcement = z.infer<typeof Announcement>;
