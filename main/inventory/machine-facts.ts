/** What is known of one machine. */
import type { HeldFile, ModelDisk } from '../../contract/agent-api.ts';
import type { Gpu, Hardware, MissingMemory, WakeAddress } from '../../contract/hardware.ts';
import type { Notice } from '../../contract/notice.ts';
import type { UserPause } from '../../contract/user-pause.ts';
import type { ReplicaReport } from '../../contract/replica.ts';

/**
 * joining: let in, not heard of since the coordinator started. returning: it was lost and is connected again, and counts when
 * it has answered three beats. stopped: it is connected and cannot be used; the notice says why.
 *
 *   joining → online | stopped → lost → returning | stopped → online; this PC's own skips returning.
 */
export type MachineState = 'joining' | 'online' | 'returning' | 'lost' | 'stopped';

/** What a notice is about, the weightiest first: one is shown at a time. */
const noticeKinds = ['version', 'update', 'twin', 'same id', 'memory'] as const;
export type NoticeKind = (typeof noticeKinds)[number];

export interface MachineFacts {
  readonly id: string;
  readonly name: string;
  /** The coordinator's own PC. */
  readonly local: boolean;
  readonly state: MachineState;
  /** When it entered this state. */
  readonly since: number;
  /** An admin took it out: it drains, then it goes. */
  readonly removing: boolean;
  /** Where its tunnel comes from; null while there is none. */
  readonly address: string | null;
  /** Of its last tunnel. */
  readonly agentVersion: string | null;
  readonly notice: Notice | null;
  readonly hardware: Hardware | null;
  /** Where it hears wake-up calls, since it was connected in this run; of an older agent none. */
  readonly wake: readonly WakeAddress[];
  readonly gpus: readonly Gpu[];
  /** Empty while the machine is not online. */
  readonly replicas: readonly ReplicaReport[];
  /** What a lost machine had: for the map alone, nothing can be asked of it. Else empty. */
  readonly before: readonly ReplicaReport[];
  /** Model files that lie there; empty while the machine is not online. */
  readonly files: readonly HeldFile[];
  /** Null while it is not online, and of an agent that cannot take files. */
  readonly disk: ModelDisk | null;
  /** The person at that PC paused it; null: no, or the machine is not online. */
  readonly userPause: UserPause | null;
  /** Video memory that did not come back after models were unloaded there. */
  readonly missing: readonly MissingMemory[];
}

/** The weightiest of several notices. */
export function noticeOf(all: ReadonlyMap<NoticeKind, Notice> | undefined): Notice | null {
  const kind = noticeKinds.find((one) => all?.has(one));
  return (kind && all?.get(kind)) ?? null;
}
