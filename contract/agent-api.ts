/**
 * The agent API: HTTP/2 over the tunnel, served by the agent, called by the coordinator. Unknown fields are refused.
 *
 *   GET    /v1/hello                      AgentHello
 *   GET    /v1/reports                    lines of AgentReport: one at once, then on each change, at least every 2 s
 *   PUT    /v1/replicas/ID                ReplicaSpec; 202. The same spec again changes nothing
 *   DELETE /v1/replicas/ID                drains, then unloads; 202
 *   POST   /v1/replicas/ID/generate       GenerateRequest; lines of GenerateFrame. Closing the stream stops the runner
 *
 * Refusals carry a Problem as JSON, with the status of its code.
 */
import { z } from 'zod';
import { Gpu, Hardware } from './hardware.ts';
import { ReplicaReport } from './replica.ts';

/** Counted up when the agent API changes so that an older side would misread it. */
export const agentProtocol = 1;
/** ALPN name of the socket for commands and tokens. */
export const talkProtocol = `aivailable-talk/${agentProtocol}`;

export const AgentHello = z.strictObject({
  protocol: z.int(),
  agentVersion: z.string(),
  machineId: z.string(),
  hardware: Hardware,
  gpus: z.array(Gpu),
  replicas: z.array(ReplicaReport),
});
export type AgentHello = z.infer<typeof AgentHello>;

export const AgentReport = z.strictObject({
  gpus: z.array(Gpu),
  replicas: z.array(ReplicaReport),
});
export type AgentReport = z.infer<typeof AgentReport>;

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
