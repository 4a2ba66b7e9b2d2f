/**
 * Which files shall be brought to which machines, and which may go from there. Pure. A replica that waits for its file comes
 * first; then each model that must run gets its file onto a second machine that could hold it, so that a loss costs a load, not
 * a copy. Files of removed models go; and where a disk has no room, those that were not wanted for longest.
 */
import type { ReplicaState } from '../../contract/replica.ts';
import type { CopyDeployment, CopyMachine, CopySnapshot, CopyVariant } from './copy-snapshot.ts';
import { lackingBytes, roomOnDisk } from './disk-of-machine.ts';
import { makeRoom } from './make-room.ts';

export interface WantedCopy {
  readonly machineId: string;
  readonly variant: CopyVariant;
  /** placement: a replica waits for it. ahead: for the day when another machine is lost. */
  readonly purpose: 'placement' | 'ahead';
}

export interface Removal {
  readonly machineId: string;
  readonly sha256: string;
}

interface CopyWishes {
  /** The most urgent first. */
  readonly copies: readonly WantedCopy[];
  readonly removals: readonly Removal[];
}

/** Machines that shall have the file of a model that matters. */
const holdersWanted = 2;
const lives: readonly ReplicaState[] = ['planned', 'copying', 'loading', 'warming', 'ready'];

export function wantedCopies(snapshot: CopySnapshot): CopyWishes {
  const placements = forPlacement(snapshot);
  const ahead = aheadOf(snapshot, placements);
  const copies = [...placements, ...ahead];
  const removals = snapshot.machines.flatMap((machine) => removalsAt(machine, snapshot, copies));
  return { copies, removals };
}

function forPlacement({ machines, deployments }: CopySnapshot): WantedCopy[] {
  const waiting = machines.filter(canReceive).flatMap((machine) =>
    machine.replicas.flatMap(({ deploymentId, sha256, state, since }) => {
      const deployment = deployments.find(({ id }) => id === deploymentId);
      const variant = deployment?.variants.find((one) => one.sha256 === sha256);
      if (state !== 'copying' || !deployment || !variant) return [];
      return [{ copy: { machineId: machine.id, variant, purpose: 'placement' } as const, deployment, since }];
    }),
  );
  const ordered = waiting.toSorted((a, b) => b.deployment.priority - a.deployment.priority || a.since - b.since);
  return withoutTwice(ordered.map(({ copy }) => copy));
}

/** Two replicas of one file on one machine wait for one copy. */
function withoutTwice(copies: readonly WantedCopy[]): WantedCopy[] {
  const same = (a: WantedCopy, b: WantedCopy) => a.machineId === b.machineId && a.variant.sha256 === b.variant.sha256;
  return copies.filter((copy, index) => copies.findIndex((other) => same(copy, other)) === index);
}

function aheadOf({ machines, deployments }: CopySnapshot, placements: readonly WantedCopy[]): WantedCopy[] {
  const chosen: WantedCopy[] = [];
  const byPriority = deployments.filter(({ matters }) => matters).toSorted((a, b) => b.priority - a.priority);
  for (const deployment of byPriority) {
    const used = inUse(deployment, machines);
    const fits = fitsIn(machines);
    const able = machines.filter((machine) => machine.serving && deployment.variants.some((one) => fits(one, machine)));
    const holds = (machine: CopyMachine): boolean =>
      deployment.variants.some((variant) => fits(variant, machine) && willHave(variant, machine, placements));
    let missing = holdersWanted - able.filter(holds).length;
    const candidates = able.filter((machine) => canReceive(machine) && !holds(machine)).toSorted(byPromise(used));
    for (const machine of candidates) {
      if (missing <= 0) break;
      const planned = [...placements, ...chosen].filter(({ machineId }) => machineId === machine.id);
      const promised = planned.reduce((sum, { variant }) => sum + lackingBytes(variant, machine), 0);
      const variant = used.find(
        (one) => fits(one, machine) && lackingBytes(one, machine) + promised <= roomOnDisk(machine),
      );
      if (!variant) continue;
      chosen.push({ machineId: machine.id, variant, purpose: 'ahead' });
      missing -= 1;
    }
  }
  return chosen;
}

/** The files of which replicas run or come, best first: of what nobody runs, nothing is copied ahead. */
function inUse({ id, variants }: CopyDeployment, machines: readonly CopyMachine[]): CopyVariant[] {
  const running = new Set(
    machines.flatMap(({ replicas }) =>
      replicas
        .filter(({ deploymentId, state }) => deploymentId === id && lives.includes(state))
        .map(({ sha256 }) => sha256),
    ),
  );
  return variants.filter(({ sha256 }) => running.has(sha256));
}

/** Where most of it has come already, then where the disk has most room. */
const byPromise =
  (variants: readonly CopyVariant[]) =>
  (a: CopyMachine, b: CopyMachine): number => {
    const begun = (machine: CopyMachine): number =>
      Math.max(0, ...variants.map((variant) => variant.sizeBytes - lackingBytes(variant, machine)));
    return begun(b) - begun(a) || roomOnDisk(b) - roomOnDisk(a) || (a.id < b.id ? -1 : 1);
  };

function removalsAt(machine: CopyMachine, snapshot: CopySnapshot, copies: readonly WantedCopy[]): Removal[] {
  if (!canReceive(machine)) return [];
  const inHands = new Set(machine.replicas.filter(({ state }) => state !== 'gone').map(({ sha256 }) => sha256));
  const free = machine.files.filter(({ sha256, removable }) => removable && !inHands.has(sha256));
  const gone = free.filter(({ sha256 }) => !snapshot.known.has(sha256));
  const here = copies.filter(({ machineId }) => machineId === machine.id);
  const placements = here.filter(({ purpose }) => purpose === 'placement');
  const kept = new Set(here.map(({ variant }) => variant.sha256));
  const rest = free.filter((file) => !gone.includes(file) && !kept.has(file.sha256));
  const needed = placements.reduce((sum, { variant }) => sum + lackingBytes(variant, machine), 0);
  const coming = gone.reduce((sum, { bytes }) => sum + bytes, 0);
  const made = makeRoom(rest, needed - roomOnDisk(machine) - coming);
  return [...gone, ...made].map(({ sha256 }) => ({ machineId: machine.id, sha256 }));
}

/** Its agent takes files: this PC's own reads the library. */
const canReceive = ({ local, disk }: CopyMachine): boolean => !local && disk !== null;

/** On one card of the machine; of what fits on no card of the office, on several. */
function fitsIn(machines: readonly CopyMachine[]): (variant: CopyVariant, machine: CopyMachine) => boolean {
  const largest = Math.max(0, ...machines.map(({ roomBytes }) => roomBytes));
  return ({ needBytes }, { roomBytes, allRoomBytes }) => needBytes <= (needBytes <= largest ? roomBytes : allRoomBytes);
}

const willHave = (variant: CopyVariant, machine: CopyMachine, placements: readonly WantedCopy[]): boolean =>
  machine.local ||
  machine.files.some(({ sha256, whole }) => whole && sha256 === variant.sha256) ||
  placements.some((copy) => copy.machineId === machine.id && copy.variant.sha256 === variant.sha256);
