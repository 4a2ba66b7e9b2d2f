import type { HeldFile } from '../../../contract/agent-api.ts';
import type { CopyDeployment, CopyMachine, CopySnapshot, CopyVariant } from '../../../main/copies/copy-snapshot.ts';

export const gb = 1024 ** 3;
export const sha = (letter: string): string => letter.repeat(64);

export const aVariant = (letter: string, changes: Partial<CopyVariant> = {}): CopyVariant => ({
  sha256: sha(letter),
  model: `model-${letter}`,
  name: 'Q4_K_M',
  sizeBytes: 4 * gb,
  needBytes: 5 * gb,
  ...changes,
});

export const aDeployment = (letter: string, changes: Partial<CopyDeployment> = {}): CopyDeployment => ({
  id: `model-${letter}`,
  priority: 5,
  matters: true,
  variants: [aVariant(letter)],
  ...changes,
});

/** With a card of 6 GB and an empty disk of 100 GB. */
export const aMachine = (id: string, changes: Partial<CopyMachine> = {}): CopyMachine => ({
  id,
  name: id.toUpperCase(),
  local: false,
  files: [],
  disk: { freeBytes: 100 * gb, keepFreeBytes: 5 * gb },
  budgetBytes: null,
  serving: true,
  roomBytes: 6 * gb,
  allRoomBytes: 6 * gb,
  replicas: [],
  ...changes,
});

export const aFile = (letter: string, changes: Partial<HeldFile> = {}): HeldFile => ({
  sha256: sha(letter),
  bytes: 4 * gb,
  whole: true,
  usedAt: 0,
  removable: true,
  ...changes,
});

export const aReplica = (letter: string, state: CopyMachine['replicas'][number]['state'] = 'ready', since = 0) => ({
  deploymentId: `model-${letter}`,
  sha256: sha(letter),
  state,
  since,
});

export const anOffice = (machines: readonly CopyMachine[], deployments: readonly CopyDeployment[]): CopySnapshot => ({
  machines,
  deployments,
  known: new Set(deployments.flatMap(({ variants }) => variants.map(({ sha256 }) => sha256))),
});
