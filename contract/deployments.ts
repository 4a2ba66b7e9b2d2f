/**
 * The part of the UI's API that is about what shall run: deployments, and plans that are only looked at.
 *
 *   PUT    /control/deployments/NAME     DeploymentWishes -> Deployed. A model of the catalogue that is not here yet is downloaded
 *                                        first; of one that is deployed already only what is said is changed
 *   DELETE /control/deployments/NAME     204: its replicas drain; its files stay
 *   POST   /control/plan/what-if         WhatIfRequest -> WhatIf: the plan as it would be. Nothing is done
 *   GET    /control/plan/office          the office as a file in the format aivailable-office/1
 */
import { z } from 'zod';
import { DownloadView } from './library.ts';
import { DeploymentWishes } from './model.ts';
import { Notice } from './notice.ts';
import { ReplicaMemory } from './replica.ts';

const name = z.string().min(1).max(200);
const bytes = z.int().nonnegative();

export const Deployed = z.object({
  model: z.string(),
  /** What comes from the internet first; null: the file is here. */
  download: DownloadView.nullable(),
  /** Why it does not run, and what to do; null: it does, or will in a moment. */
  problem: Notice.nullable(),
});
export type Deployed = z.infer<typeof Deployed>;

/** Machines by name or id, GPUs by id. */
export const WhatIfChange = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('remove'), machine: name }),
  z.strictObject({ kind: z.literal('pause'), machine: name }),
  z.strictObject({ kind: z.literal('resume'), machine: name }),
  /** A PC that is not there yet, with one card. */
  z.strictObject({ kind: z.literal('add'), machine: name, gpuName: name, totalBytes: bytes }),
  z.strictObject({ kind: z.literal('limit'), machine: name, gpuId: name, bytes: bytes.nullable() }),
  /** A model of the office or of the catalogue. */
  z.strictObject({ kind: z.literal('deploy'), model: name, wishes: DeploymentWishes }),
  z.strictObject({ kind: z.literal('undeploy'), model: name }),
  /** A replica to another card, where it is pinned. */
  z.strictObject({ kind: z.literal('move'), replicaId: name, machine: name, gpuId: name }),
]);
export type WhatIfChange = z.infer<typeof WhatIfChange>;

export const WhatIfRequest = z.strictObject({ changes: z.array(WhatIfChange).min(1).max(32) });
export type WhatIfRequest = z.infer<typeof WhatIfRequest>;

/** One replica on a card of the mini map. */
const PlannedBlock = z.object({
  /** The same in both maps when it is the same replica. */
  key: z.string(),
  model: z.string(),
  code: z.string(),
  colour: z.int().min(0).max(8),
  variant: z.string(),
  contextLength: z.int(),
  slots: z.int(),
  /** Its part on this card. */
  memory: ReplicaMemory,
  /** stays: it is in both. arrives: only in the new plan. leaves: only in the old one. */
  change: z.enum(['stays', 'arrives', 'leaves']),
  reason: z.string(),
});
export type PlannedBlock = z.infer<typeof PlannedBlock>;

const PlannedCard = z.object({
  id: z.string(),
  name: z.string(),
  totalBytes: bytes,
  othersBytes: bytes,
  /** What models may use: less than the total by other programs, the margin and the admin's limit. */
  usableBytes: bytes,
  blocks: z.array(PlannedBlock),
});

const PlannedMachine = z.object({
  id: z.string(),
  name: z.string(),
  /** Why nothing is placed there; null: it serves. */
  whyNot: z.string().nullable(),
  cards: z.array(PlannedCard),
});
export type PlannedMachine = z.infer<typeof PlannedMachine>;

/**
 * place: a replica would be loaded. leave: one would go. lack: a deployment would have fewer replicas than it must.
 * risk: what then depends on one machine. download: what would come from the internet. note: anything else.
 */
const WhatIfStep = z.object({
  kind: z.enum(['place', 'leave', 'lack', 'risk', 'download', 'note']),
  model: z.string().nullable(),
  machine: z.string().nullable(),
  sentence: z.string(),
});
export type WhatIfStep = z.infer<typeof WhatIfStep>;

export const WhatIf = z.object({
  now: z.array(PlannedMachine),
  after: z.array(PlannedMachine),
  steps: z.array(WhatIfStep),
});
export type WhatIf = z.infer<typeof WhatIf>;
