/** Machines that came and went between two looks. Pure. */
import { type UserPause, endInWords } from '../../contract/user-pause.ts';
import type { MachineState } from '../inventory/machine-facts.ts';
import type { NewEvent } from '../ledger/activity-book.ts';
import { asSentence, eventOf, inWords } from './event-base.ts';

export interface MachineSeen {
  readonly id: string;
  readonly name: string;
  readonly state: MachineState;
  readonly since: number;
  readonly paused: boolean;
  readonly userPause: UserPause | null;
  readonly removing: boolean;
  /** When it was lost, until it is back; null: it is not. */
  readonly lostAt: number | null;
  /** Models that it has, or had when it was lost. */
  readonly models: readonly string[];
  /** Why it cannot be used, of one that is stopped. */
  readonly notice: string | null;
}

/** @param now milliseconds since 1970 */
export function eventsOfMachines(
  before: readonly MachineSeen[],
  after: readonly MachineSeen[],
  now: number,
): NewEvent[] {
  const known = new Map(before.map((machine) => [machine.id, machine]));
  const left = new Set(after.map(({ id }) => id));
  return [
    ...after.flatMap((machine) => {
      const last = known.get(machine.id);
      return last
        ? changes(last, machine, now)
        : [machineEvent(machine, 'joined', 'good', `${machine.name} was let in`)];
    }),
    ...before
      .filter(({ id }) => !left.has(id))
      .map((machine) =>
        machineEvent(machine, 'removed', 'plain', `${machine.name} is no machine of this office any more`),
      ),
  ];
}

function changes(last: MachineSeen, machine: MachineSeen, now: number): NewEvent[] {
  return [...stateChange(last, machine, now), ...useChange(last, machine), ...userPauseChange(last, machine, now)];
}

function stateChange(last: MachineSeen, machine: MachineSeen, now: number): NewEvent[] {
  if (last.state === machine.state) return [];
  switch (machine.state) {
    case 'lost':
      // One that was only coming back was lost all the time.
      if (last.state === 'returning') return [];
      return [
        machineEvent(machine, 'lost', 'bad', `${machine.name} was lost`, {
          reason: lossReason(last),
          durationMs: now - last.since,
          detail: { machineId: machine.id, models: last.models.length },
        }),
      ];
    case 'online':
      if (last.lostAt === null) return [];
      return [
        machineEvent(machine, 'returned', 'good', `${machine.name} came back`, { durationMs: now - last.lostAt }),
      ];
    case 'stopped':
      return [
        machineEvent(machine, 'stopped', 'attention', `${machine.name} cannot be used`, {
          reason: machine.notice ?? '',
        }),
      ];
    case 'joining':
    case 'returning':
      return [];
  }
}

function useChange(last: MachineSeen, machine: MachineSeen): NewEvent[] {
  const events: NewEvent[] = [];
  if (!last.paused && machine.paused)
    events.push(machineEvent(machine, 'paused', 'plain', `${machine.name} was paused`));
  if (last.paused && !machine.paused)
    events.push(machineEvent(machine, 'resumed', 'good', `${machine.name} serves again`));
  if (!last.removing && machine.removing) {
    events.push(
      machineEvent(machine, 'removing', 'plain', `${machine.name} is being taken out`, { reason: 'It drains first.' }),
    );
  }
  return events;
}

/** Who sits at the PC, for the column of who did it. */
const itsUser = 'the PC’s user';

function userPauseChange(last: MachineSeen, machine: MachineSeen, now: number): NewEvent[] {
  const { userPause } = machine;
  // What is found at the first connection after a start is no event.
  if (last.state === 'joining' || JSON.stringify(last.userPause) === JSON.stringify(userPause)) return [];
  if (userPause === null) {
    const over = last.userPause?.until != null && last.userPause.until <= now;
    const reason = over ? 'The pause that its user gave it is over.' : '';
    return [
      machineEvent(machine, 'resumed', 'good', `${machine.name} serves again`, { reason, who: over ? null : itsUser }),
    ];
  }
  const until = userPause.until === null ? '' : ` until ${endInWords(userPause.until, now)}`;
  const reason = 'Its models move where they fit; only the person at that PC can end it.';
  return [
    machineEvent(machine, 'paused', 'plain', `${machine.name} was paused by its user${until}`, {
      reason,
      who: itsUser,
    }),
  ];
}

const lossReason = ({ models }: MachineSeen): string =>
  models.length === 0
    ? 'Its connection ended. It had no model.'
    : asSentence(`Its connection ended. It had ${inWords([...new Set(models)])}`);

const machineEvent = (
  { id, name }: MachineSeen,
  what: string,
  tone: NewEvent['tone'],
  sentence: string,
  more: Partial<NewEvent> = {},
): NewEvent =>
  eventOf({
    kind: 'machine',
    what,
    tone,
    subject: name,
    sentence,
    detail: { machineId: id },
    ...more,
  });
