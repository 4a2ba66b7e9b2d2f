import { expect, it } from 'vitest';
import { askOffices } from '../../../node-agent/link/ask-offices.ts';
import type { HeardCoordinator } from '../../../node-agent/link/coordinator-hints.ts';
import { openIdentity } from '../../../node-agent/link/identity.ts';
import type { OpenAsk } from '../../../node-agent/link/open-asks.ts';
import { anApplicant } from '../../support/install/an-applicant.ts';
import { openJoinableOffice, type JoinableOffice } from '../../support/install/joinable-office.ts';
import { quietLog } from '../../support/quiet-log.ts';
import { fakeHints } from '../../support/fake-hints.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { until } from '../../support/until.ts';

interface AskingOptions {
  readonly given?: readonly string[];
  readonly heard?: HeardCoordinator[];
}

async function asking({ given = [], heard = [] }: AskingOptions) {
  const identity = await openIdentity(tempDir());
  const stop = new AbortController();
  const pauses: number[] = [];
  let shown: readonly OpenAsk[] = [];
  const { hints, tell } = fakeHints(heard);
  const joined = askOffices(
    {
      identity,
      applicant: anApplicant(),
      given,
      hints,
      onAsks: (asks) => void (shown = asks),
      pollMs: 10,
      pause: async (milliseconds) => {
        pauses.push(milliseconds);
        return true;
      },
      log: quietLog,
    },
    stop.signal,
  );
  joined.catch(() => undefined);
  return { joined, stop, pauses, shown: () => shown, tell };
}

const heardAt = (office: JoinableOffice): HeardCoordinator => ({
  address: office.address,
  pin: office.identity.pin,
  name: 'Linden & Roth',
});

const askAt = (office: JoinableOffice) =>
  until('it is asked', () => office.enrolment.asks().find(({ code }) => code !== null));

it('asks each office that is heard, as soon as it is heard, and goes to the first that says yes', async () => {
  const [first, second] = [await openJoinableOffice(), await openJoinableOffice()];
  const heard = [heardAt(first)];
  const { joined, shown, tell } = await asking({ heard });
  await askAt(first);
  heard.push(heardAt(second));
  tell();
  const { id, code } = await askAt(second);
  await until('both codes are shown', () => shown().length === 2);
  expect(shown()[1]).toEqual({ officeName: 'Linden & Roth', address: second.address, code });
  second.enrolment.accept(id);
  expect(await joined).toMatchObject({ addresses: [second.address], pin: second.identity.pin });
  expect(shown()).toEqual([]);
});

it('does not ask who shows another certificate than was heard, and nobody else where one was named', async () => {
  const [office, other] = [await openJoinableOffice(), await openJoinableOffice()];
  const impostor = { ...heardAt(office), address: other.address };
  const lied = await asking({ heard: [impostor] });
  await until('it tried', () => lied.pauses.length > 1);
  lied.stop.abort(new Error('enough'));
  await expect(lied.joined).rejects.toThrow('enough');
  const named = await asking({ given: [office.address], heard: [heardAt(other)] });
  await askAt(office);
  named.stop.abort(new Error('enough'));
  await expect(named.joined).rejects.toThrow('enough');
  expect(other.enrolment.asks()).toEqual([]);
});

it('asks more and more slowly where asks break off, so that nobody gets many codes from it', async () => {
  let now = 0;
  const office = await openJoinableOffice({ clock: { now: () => now } });
  const { stop, pauses } = await asking({ given: [office.address] });
  const seen = new Set<string>();
  for (let time = 0; time < 3; time += 1) {
    const { id } = await until('a new ask is shown', () =>
      office.enrolment.asks().find((ask) => ask.code !== null && !seen.has(ask.id)),
    );
    seen.add(id);
    // It is forgotten at the agent's next look.
    now += 31_000;
  }
  await until('it waited three times', () => pauses.length >= 3);
  stop.abort();
  expect(pauses.slice(0, 3)).toEqual([5_000, 10_000, 20_000]);
});

it('shows few codes at once, and not more of them to who comes under many names', async () => {
  let now = 0;
  const offices = [];
  for (let at = 0; at < 5; at += 1) offices.push(await openJoinableOffice({ clock: { now: () => now } }));
  const heard = offices.map(heardAt);
  const { stop, pauses, shown } = await asking({ heard });
  await until('codes are shown', () => shown().length === 4);
  // All of them are forgotten, and one after the other breaks off.
  now += 31_000;
  await until('each broke off', () => pauses.length >= 4);
  stop.abort();
  expect(pauses.slice(0, 4)).toEqual([5_000, 10_000, 20_000, 40_000]);
  expect(offices[4]?.enrolment.asks()).toEqual([]);
});

it('leaves an office that said no alone for a while, and shows that it did', async () => {
  const office = await openJoinableOffice();
  const { stop, pauses, shown } = await asking({ given: [office.address] });
  const { id } = await askAt(office);
  office.enrolment.reject(id);
  await until('it waits', () => pauses.length > 0);
  expect(pauses[0]).toBe(600_000);
  stop.abort();
  expect(shown().length).toBeLessThanOrEqual(1);
});
