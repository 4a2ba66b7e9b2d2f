import { pino } from 'pino';
import { expect, it } from 'vitest';
import type { TLSSocket } from 'node:tls';
import { dial } from '../../../node-agent/link/dial.ts';
import { openIdentity } from '../../../node-agent/link/identity.ts';
import { stayConnected, type StayConnectedOptions } from '../../../node-agent/link/stay-connected.ts';
import { openOfficeEnd } from '../../support/office-end.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { until } from '../../support/until.ts';

/** Stays connected without waiting between tries, and keeps what it would have waited and what it warned of. */
function staying(dialling: StayConnectedOptions['dial'], goodAfterMs: number, tries: number) {
  const stopping = new AbortController();
  const pauses: number[] = [];
  const warnings: string[] = [];
  const connected: boolean[] = [];
  const log = pino(
    { level: 'warn' },
    { write: (line: string) => void warnings.push((JSON.parse(line) as { err: Error }).err.message) },
  );
  const ended = stayConnected(
    {
      dial: dialling,
      serve: () => {},
      onConnected: (open) => void connected.push(open),
      goodAfterMs,
      pause: (milliseconds) => {
        pauses.push(milliseconds);
        if (pauses.length === tries) stopping.abort();
        return Promise.resolve(true);
      },
      log,
    },
    stopping.signal,
  );
  return { ended, pauses, warnings, connected };
}

/** Which step of the back-off each pause belongs to: from 1, each twice the one before. */
const steps = (pauses: readonly number[]): number[] => pauses.map((ms) => Math.ceil(Math.log2(ms / 125) + 1e-9));

const noWay = (): Promise<TLSSocket> => Promise.reject(new Error('no way'));

it('waits longer with each dial that fails, however long the dial itself took, and logs the first', async () => {
  // With 0 ms every dial takes longer than a good connection must last.
  const { ended, pauses, warnings } = staying(noWay, 0, 4);
  await ended;
  expect(steps(pauses)).toEqual([1, 2, 3, 4]);
  expect(warnings).toEqual(['no way']);
});

it('counts a tunnel that is closed before the coordinator spoke as a failure', async () => {
  const office = await openOfficeEnd();
  const stranger = await openIdentity(tempDir());
  const { ended, pauses, warnings } = staying((signal) => dial(office.target, stranger, signal), 0, 3);
  await ended;
  expect(steps(pauses)).toEqual([1, 2, 3]);
  expect(warnings).toHaveLength(1);
});

it('begins anew after a good connection, and logs the first failure after it', async () => {
  const office = await openOfficeEnd();
  const identity = await openIdentity(tempDir());
  office.admit(identity);
  let dials = 0;
  const { ended, pauses, warnings, connected } = staying(
    (signal) => (++dials === 3 ? dial(office.target, identity, signal) : noWay()),
    0,
    5,
  );
  const link = await office.link(0);
  await until('the tunnel is open', () => connected.includes(true));
  link.close();
  await ended;
  expect(steps(pauses)).toEqual([1, 2, 1, 1, 2]);
  expect(warnings).toEqual(['no way', 'no way']);
});

it('asks why it is shut out after every fifth tunnel that is closed before the coordinator spoke', async () => {
  const office = await openOfficeEnd();
  const stranger = await openIdentity(tempDir());
  const stopping = new AbortController();
  let dials = 0;
  const asked: number[] = [];
  await stayConnected(
    {
      dial: (signal) => {
        dials += 1;
        return dial(office.target, stranger, signal);
      },
      serve: () => {},
      onConnected: () => {},
      onShutOut: async () => {
        asked.push(dials);
        if (asked.length === 2) stopping.abort();
      },
      pause: () => Promise.resolve(true),
      log: pino({ level: 'silent' }),
    },
    stopping.signal,
  );
  expect(asked).toEqual([5, 10]);
});

it('does not wait to the end when the coordinator is heard, but never dials without a pause', async () => {
  const stopping = new AbortController();
  let hear = (): void => undefined;
  const waits: { milliseconds: number; ended: boolean }[] = [];
  await stayConnected(
    {
      dial: noWay,
      serve: () => {},
      onConnected: () => {},
      onHeard: (listener) => {
        hear = listener;
        return () => undefined;
      },
      pause: async (milliseconds, signal) => {
        hear();
        waits.push({ milliseconds, ended: signal.aborted });
        if (waits.length === 6) stopping.abort();
        return !signal.aborted;
      },
      log: pino({ level: 'silent' }),
    },
    stopping.signal,
  );
  // A wait has a part of 250 ms that nothing ends, and a rest that ends when the coordinator is heard.
  const parts = waits
    .slice(0, 5)
    .flatMap(({ milliseconds, ended }, at) =>
      milliseconds === 250 ? [{ ended, restEnded: waits[at + 1]?.ended }] : [],
    );
  expect(parts.length).toBeGreaterThan(1);
  expect(new Set(parts.map((part) => JSON.stringify(part)))).toEqual(
    new Set([JSON.stringify({ ended: false, restEnded: true })]),
  );
});
