/** What the office's view is made of. */
import type { AttachedView } from '../../contract/attached.ts';
import type { OfficeState } from '../../contract/control-api.ts';
import type { CopyView } from '../../contract/copies.ts';
import type { DownloadView } from '../../contract/library.ts';
import type { Deployment, Variant } from '../../contract/model.ts';
import type { Plan } from '../../contract/plan.ts';
import type { MachineFacts } from '../inventory/machine-facts.ts';
import type { UseRules } from '../ledger/machine-use.ts';
import type { ModelMark } from '../ledger/models.ts';
import type { Newcomers } from './machines-office.ts';

export interface OfficeParts {
  readonly office: OfficeState['office'];
  readonly marginBytes: number;
  readonly internet: OfficeState['internet'];
  readonly courtesy: OfficeState['courtesy'];
  readonly machines: readonly MachineFacts[];
  /** How an admin lets each machine be used. */
  readonly useOf: (machineId: string) => UseRules;
  /** An admin paused it, or it is outside its hours. */
  readonly isResting: (machineId: string) => boolean;
  /** Where it hears a wake-up call is known. */
  readonly canWake: (machineId: string) => boolean;
  /** A new agent is brought to it. */
  readonly isUpdating: (machineId: string) => boolean;
  readonly newcomers: Newcomers;
  readonly attached: readonly AttachedView[];
  readonly deployments: readonly Deployment[];
  readonly variants: readonly Variant[];
  readonly marks: ReadonlyMap<string, ModelMark>;
  readonly plan: Plan;
  readonly downloads: readonly DownloadView[];
  readonly copies: readonly CopyView[];
  readonly waiting: number;
}

export const noMark: ModelMark = { code: '?', colour: 0 };
