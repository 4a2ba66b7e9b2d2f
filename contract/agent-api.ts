/**
 * The agent API: HTTP/2 over the tunnel, served by the agent, called by the coordinator. Unknown fields are refused in requests
 * for answers, and passed over elsewhere: an agent one minor version apart works.
 *
 *   GET    /v1/hello                      AgentHello
 *   GET    /v1/reports                    lines of AgentReport: one at once, then on each change, at least every 2 s
 *   PUT    /v1/replicas/ID                ReplicaSpec; 202. The same spec again changes nothing
 *   DELETE /v1/replicas/ID                drains, then unloads; 202
 *                                         These two carry `x-generation`: the number of the plan that they come from. One that comes after
 *                                         a command of a newer plan, or through an older tunnel, is refused (`stale_command`)
 *   POST   /v1/replicas/ID/generate       GenerateRequest; lines of GenerateFrame. Closing the stream stops the runner
 *   POST   /v1/replicas/ID/embed          EmbedRequest; lines of EmbedFrame. Closing the stream stops the runner
 *   PUT    /v1/office                     OfficeNote; 204. Where the coordinator can be dialled from now on
 *   PUT    /v1/courtesy                   CourtesyNote; 204. What the office does for the people at its PCs. An older agent does not know it
 *   POST   /v1/bulk                       {}; 202. The agent dials the bulk socket, if it is not open
 *   POST   /v1/probes                     ProbeRequest -> ProbeResult: the demo model is loaded on that device and generates
 *   DELETE /v1/files/SHA256               FileFarewell; 204. The model file goes, or what has come of it; who waits for it waits no more
 *   POST   /v1/leave                      {}; 202. The agent forgets its office and uninstalls itself
 *
 * On the bulk socket, where large windows cannot delay a token:
 *
 *   PUT    /v1/update                     the bundle, a .tar.gz; headers `x-version`, `x-sha256`, `x-size`; 202. The agent checks
 *                                         it, puts it in its own place and starts again
 *   PUT    /v1/files/SHA256               a model file; headers `x-size` and, where files may take no more than so many bytes in all,
 *                                         `x-budget`. The agent answers 100 with `x-offset`: the bytes from there on are sent. Then
 *                                         204. While it reads or checks what it has, it says 102 every few seconds
 *
 * `hello`, `leave`, `bulk` and `update` stay as they are in every version: an agent of another one can still be updated.
 *
 * Refusals carry a Problem as JSON, with the status of its code.
 */
import { z } from 'zod';
import { DialAddress } from './enrolment.ts';
import { Gpu, Hardware, MissingMemory, WakeAddress } from './hardware.ts';
import { ReplicaReport } from './replica.ts';
import { UserPause } from './user-pause.ts';

/** Counted up when the agent API changes so that an older side would misread it. An agent says its own in its hello. */
export const agentProtocol = 1;
/** The oldest that a coordinator of this version still speaks. */
export const oldestAgentProtocol = 1;
/** ALPN name of the socket for commands and tokens. It never changes: versions are settled by the hello. */
export const talkProtocol = 'aivailable-talk/1';
/** ALPN name of the socket for files. It never changes either. */
export const bulkProtocol = 'aivailable-bulk/1';

export const generationHeader = 'x-generation';

/** The part of the hello that every version says the same way. */
export const HelloHead = z.object({
  protocol: z.int(),
  agentVersion: z.string().max(40),
  machineId: z.string().max(64),
  /** Null when an agent of another version says it otherwise. */
  hardware: Hardware.nullable().catch(null),
});
export type HelloHead = z.infer<typeof HelloHead>;

/** A model file on a machine, or the beginning of one that has come so far. */
export const HeldFile = z.object({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** On the disk. */
  bytes: z.int().nonnegative(),
  whole: z.boolean(),
  /** When a replica last wanted it: milliseconds since 1970 on the agent's clock. */
  usedAt: z.number(),
  /** The coordinator brought it and may have it deleted. */
  removable: z.boolean(),
});
export type HeldFile = z.infer<typeof HeldFile>;

/** The disk of a machine's model files, as last looked at. */
export const ModelDisk = z.object({
  freeBytes: z.int().nonnegative(),
  /** Stay free whatever is copied. */
  keepFreeBytes: z.int().nonnegative(),
});
export type ModelDisk = z.infer<typeof ModelDisk>;

export const AgentReport = z.object({
  gpus: z.array(Gpu),
  replicas: z.array(ReplicaReport),
  /** Left out by an older agent, to which nothing can be copied. */
  files: z.array(HeldFile).optional(),
  disk: ModelDisk.nullable().optional(),
  /** The pause that the PC's own user gave it: it holds no replica and takes none. Left out by an older agent. */
  userPause: UserPause.nullable().optional(),
  /** Left out by an older agent, which does not look. */
  missing: z.array(MissingMemory).max(64).optional(),
});
export type AgentReport = z.infer<typeof AgentReport>;

export const AgentHello = HelloHead.extend({
  hardware: Hardware,
  ...AgentReport.shape,
  /** Left out by an older agent, which cannot be woken. */
  wake: z.array(WakeAddress).max(16).optional(),
});
export type AgentHello = z.infer<typeof AgentHello>;

/** Why a file goes, for those who wait for it. */
export const FileFarewell = z.object({ reason: z.string().max(1_000).nullable() });
export type FileFarewell = z.infer<typeof FileFarewell>;

export const OfficeNote = z.object({ officeName: z.string(), addresses: z.array(DialAddress).max(32) });
export type OfficeNote = z.infer<typeof OfficeNote>;

export const CourtesyNote = z.object({ keepAwake: z.boolean() });
export type CourtesyNote = z.infer<typeof CourtesyNote>;

export const ProbeRequest = z.strictObject({ gpuId: z.string(), prompt: z.string().min(1).max(400) });
export type ProbeRequest = z.infer<typeof ProbeRequest>;
export const ProbeResult = z.object({ text: z.string(), tokensPerSecond: z.number(), loadMs: z.number() });
export type ProbeResult = z.infer<typeof ProbeResult>;

/** What the coordinator and the agent that it starts on its own PC say over the child's IPC channel, once. */
export const LocalEnrolment = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('enrol'), machineId: z.string(), hostName: z.string(), certificate: z.string() }),
  z.strictObject({
    type: z.literal('enrolled'),
    address: z.string(),
    port: z.int(),
    /** sha256 of the coordinator's certificate, hex without colons. */
    pin: z.string().regex(/^[0-9a-f]{64}$/),
  }),
]);
export type LocalEnrolment = z.infer<typeof LocalEnrolment>;
