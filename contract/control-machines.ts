/**
 * The part of the UI's API that is about machines: found, asking, being installed, and how each one is used.
 *
 *   POST   /control/machines/tokens                 JoinCommandsRequest -> JoinCommands
 *   POST   /control/machines/asks/ID/accept         {name?} -> 204
 *   POST   /control/machines/asks/ID/reject         204
 *   POST   /control/machines/candidates             {address} -> CandidateView, added by hand
 *   DELETE /control/machines/candidates/ID          204: not shown again until it is heard anew
 *   POST   /control/machines/scan                   {} -> 202; asks each address of the office's own networks whether it has SSH
 *   POST   /control/machines/host-key               HostKeyRequest -> HostKeyView
 *   DELETE /control/machines/host-key               HostKeyRequest -> 204: the next visit counts as the first
 *   POST   /control/machines/installs               InstallRequest -> InstallView
 *   POST   /control/machines/installs/ID/cancel     204; undoes what was done
 *   DELETE /control/machines/installs/ID            204: no longer shown
 *   PATCH  /control/machines/ID                     MachineChange -> 204
 *   DELETE /control/machines/ID                     202: drains, then the agent forgets the office and uninstalls itself
 *   POST   /control/machines/ID/update              202: brings the agent to this version, over the tunnel
 *   POST   /control/machines/ID/wake                202: a wake-up call is sent into its network; whether it comes, its state tells
 *   POST   /control/machines/ID/test                {gpuId?} -> MachineTest: the demo model answers on that very device
 *   POST   /control/backup                          {} -> OfficeBackup (on this PC only)
 */
import { z } from 'zod';
import { Problem } from './errors.ts';
import { Backend } from './hardware.ts';

/** A PC that something was heard of, one for each PC however often it was heard. */
export const CandidateView = z.object({
  id: z.string(),
  /** Host name without domain; its address when no name is known. */
  name: z.string(),
  address: z.string(),
  os: z.enum(['windows', 'linux', 'macos']).nullable(),
  /** Where it is known from: mDNS service types ("_ssh._tcp"), "by hand", "network scan". */
  sources: z.array(z.string()),
  /** It announced SSH, or answered on port 22. */
  ssh: z.boolean(),
  /** Milliseconds since 1970. */
  lastHeardAt: z.number(),
});
export type CandidateView = z.infer<typeof CandidateView>;

/** A machine whose agent asks to join. */
export const AskView = z.object({
  id: z.string(),
  hostName: z.string(),
  address: z.string(),
  osName: z.string(),
  platform: z.enum(['linux', 'win32', 'darwin']),
  cards: z.array(z.string()),
  /** The same on both screens: "48-KITE". Null until both sides know it. */
  code: z.string().nullable(),
  since: z.number(),
  /** The name of the machine whose id it shows, when there is one already: a cloned disk, or the same PC set up anew. */
  sameIdAs: z.string().nullable(),
});
export type AskView = z.infer<typeof AskView>;

/** How the office's PCs are looked for, and what to check when none is found. */
export const DiscoveryView = z.object({
  adapters: z.array(
    z.object({
      name: z.string(),
      address: z.string(),
      used: z.boolean(),
      /** Why it is used or not, as a sentence. */
      why: z.string(),
    }),
  ),
  /** A scan of the network that runs now: addresses asked and in all. */
  scanning: z.object({ done: z.int(), total: z.int() }).nullable(),
  /** What to look at, in order, when nothing is found. */
  checklist: z.array(z.object({ ok: z.boolean(), sentence: z.string(), action: z.string().nullable() })),
});
export type DiscoveryView = z.infer<typeof DiscoveryView>;

export const JoinSystem = z.enum(['windows', 'linux', 'macos']);
export type JoinSystem = z.infer<typeof JoinSystem>;

export const JoinCommandsRequest = z.strictObject({
  /** One that was made before: its commands again, as more of them are there. Else a new one is made. */
  token: z.string().max(120).optional(),
  /** Whose bundles are made when they are not there, in a clone; all of them when left out. */
  systems: z.array(JoinSystem).max(3).optional(),
});
export type JoinCommandsRequest = z.infer<typeof JoinCommandsRequest>;

export const JoinCommands = z.object({
  token: z.string(),
  /** The page that offers the right way for the visitor's system. */
  link: z.string(),
  expiresAt: z.number(),
  /** One line for a terminal of each system; null when the bundle for it is not there. */
  commands: z.object({
    windows: z.string().nullable(),
    linux: z.string().nullable(),
    macos: z.string().nullable(),
  }),
  /** Bundles are being made in the background: ask again, with the token, for the commands that are null. */
  making: z.boolean(),
});
export type JoinCommands = z.infer<typeof JoinCommands>;

/** `address`: host name or address; `port` of its SSH. */
export const HostKeyRequest = z.strictObject({ address: z.string().min(1).max(253), port: z.int().min(1).max(65_535) });
export type HostKeyRequest = z.infer<typeof HostKeyRequest>;
export const HostKeyView = z.object({
  /** As `ssh-keygen -l` shows it: "SHA256:p9Xq4…". */
  fingerprint: z.string(),
  /** As `ssh-keygen -l` calls it: ED25519, ECDSA, RSA. */
  algorithm: z.string(),
  /** changed: it was another one at an earlier visit; nothing is sent to it. */
  known: z.enum(['first visit', 'same', 'changed']),
});
export type HostKeyView = z.infer<typeof HostKeyView>;

export const InstallRequest = z.strictObject({
  address: z.string().min(1).max(253),
  port: z.int().min(1).max(65_535),
  user: z.string().min(1).max(64),
  /** The fingerprint that the admin compared: any other key is refused before a password is sent. */
  hostKey: z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/),
  /** Kept in memory for this installation only. `agent`: the SSH agent of the coordinator's user. */
  login: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('password'), password: z.string().min(1).max(1_000) }),
    z.strictObject({
      kind: z.literal('key'),
      privateKey: z.string().min(1).max(20_000),
      passphrase: z.string().max(1_000).nullable(),
    }),
    z.strictObject({ kind: z.literal('agent') }),
  ]),
  /** A service of the whole PC, which needs sudo without a password there; otherwise one of that user. Linux only. */
  system: z.boolean().optional(),
});
export type InstallRequest = z.infer<typeof InstallRequest>;

export const InstallStep = z.object({
  name: z.enum(['connect', 'look', 'bundle', 'copy', 'unpack', 'install', 'tunnel']),
  state: z.enum(['waiting', 'running', 'done', 'failed', 'undone']),
  /** What it found or does, as a sentence: "Debian 12, GTX 1060 6 GB, 41.2 GB of disk free". */
  detail: z.string(),
  /** 0 to 1, of steps that take long. */
  progress: z.number().min(0).max(1).nullable(),
});
export type InstallStep = z.infer<typeof InstallStep>;

export const InstallView = z.object({
  id: z.string(),
  /** What the admin chose: a host name or address. */
  address: z.string(),
  user: z.string(),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  startedAt: z.number(),
  endedAt: z.number().nullable(),
  steps: z.array(InstallStep),
  problem: Problem.nullable(),
  /** The machine that it became. */
  machineId: z.string().nullable(),
});
export type InstallView = z.infer<typeof InstallView>;

/** When a machine serves: on these days (1 = Monday … 7 = Sunday), from and until these local times; past midnight when `until` is earlier. */
export const Hours = z.strictObject({
  days: z.array(z.int().min(1).max(7)).min(1).max(7),
  from: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  until: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
});
export type Hours = z.infer<typeof Hours>;

/** What is left out stays as it is. */
export const MachineChange = z.strictObject({
  name: z.string().trim().min(1, 'a machine needs a name').max(60, 'a name has 60 letters at most').optional(),
  paused: z.boolean().optional(),
  /** null: always. */
  hours: Hours.nullable().optional(),
  /** "Share at most this many bytes of this GPU"; null: all of it. By GPU id; others stay. */
  limits: z.record(z.string(), z.int().nonnegative().nullable()).optional(),
  /** The office may wake it by itself when it lacks room. */
  wakeWhenNeeded: z.boolean().optional(),
});
export type MachineChange = z.infer<typeof MachineChange>;

/** The last word on a device: the demo model was loaded on it and wrote something. */
export const MachineTest = z.object({
  machine: z.string(),
  gpuId: z.string(),
  gpuName: z.string(),
  backend: Backend,
  text: z.string(),
  tokensPerSecond: z.number(),
  loadMs: z.number(),
});
export type MachineTest = z.infer<typeof MachineTest>;
