import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { awakeWays } from '../../../node-agent/awake/awake-ways.ts';
import type { HoldProgram } from '../../../node-agent/awake/hold-program.ts';
import { StayAwake } from '../../../node-agent/awake/stay-awake.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A Linux PC whose programs are scripted. @param failing what the program says to a way that does not work there */
function pc(failing: (what: string) => string | null = () => null) {
  const running: string[] = [];
  const started: string[] = [];
  const logged: string[] = [];
  const hold: HoldProgram = ({ program, args }) => {
    const what = `${program} ${args[0]}`;
    started.push(what);
    const why = failing(what);
    if (why !== null) return { ended: Promise.resolve(why), end: () => undefined };
    running.push(what);
    const ended = Promise.withResolvers<string | null>();
    const end = (): void => {
      running.splice(running.indexOf(what), 1);
      ended.resolve(null);
    };
    return { ended: ended.promise, end };
  };
  const log = pino({}, { write: (line: string) => void logged.push(line) });
  const awake = new StayAwake({ ways: awakeWays('linux', 4711), hold, log, afterMs: 5_000 });
  const settle = () => vi.advanceTimersByTimeAsync(0);
  return { awake, running, started, logged, settle };
}

const both = 'systemd-inhibit --what=sleep:idle';
const idle = 'systemd-inhibit --what=idle';

it('a PC stays awake from the first answer until some seconds after the last', async () => {
  const { awake, running, started } = pc();
  awake.busy(false);
  expect(started).toEqual([]);
  awake.busy(true);
  awake.busy(true);
  expect(running).toEqual([both]);
  awake.busy(false);
  await vi.advanceTimersByTimeAsync(4_000);
  awake.busy(true);
  await vi.advanceTimersByTimeAsync(4_000);
  expect(running).toEqual([both]);
  awake.busy(false);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(running).toEqual([]);
  expect(started).toEqual([both]);
});

it('an agent that ends keeps nobody awake', () => {
  const { awake, running } = pc();
  awake.busy(true);
  awake.close();
  expect(running).toEqual([]);
});

it('a PC whose office wants none of it sleeps when it likes, at once, and until the office says otherwise', async () => {
  const { awake, running, started } = pc();
  awake.busy(true);
  awake.allow(false);
  expect(running).toEqual([]);
  awake.busy(false);
  awake.busy(true);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(running).toEqual([]);
  awake.allow(true);
  expect(running).toEqual([both]);
  awake.busy(false);
  awake.allow(false);
  awake.allow(true);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(running).toEqual([]);
  expect(started).toEqual([both, both]);
});

it('where one way is refused the next is taken, and stays the one that is taken', async () => {
  const { awake, running, started, settle } = pc((what) => (what === both ? 'Access denied' : null));
  awake.busy(true);
  await settle();
  expect(running).toEqual([idle]);
  awake.close();
  awake.busy(true);
  expect(running).toEqual([idle]);
  expect(started).toEqual([both, idle, idle]);
});

it('where no way works, that is said once and nothing fails', async () => {
  const { awake, started, logged, settle } = pc(() => 'systemd-inhibit cannot be run: ENOENT');
  for (const isBusy of [true, false, true]) {
    awake.busy(isBusy);
    await settle();
  }
  expect(started).toEqual([both, idle]);
  expect(logged.join()).toMatch(/^[^\n]*cannot be run: ENOENT[^\n]*cannot be kept from sleeping[^\n]*\n$/);
});

describe('the program that keeps a system awake', () => {
  const of = (platform: NodeJS.Platform) =>
    awakeWays(platform, 4711).map(({ program, args }) => [program, ...args].join(' '));

  it('ends with the agent, also when that is killed', () => {
    expect(of('linux')[0]).toMatch(/^systemd-inhibit --what=sleep:idle --mode=block .* cat$/);
    expect(of('darwin')).toEqual(['caffeinate -i -w 4711']);
    expect(of('win32')[0]).toMatch(/SetThreadExecutionState\(2147483649\).*Wait-Process -Id 4711/);
    expect(of('freebsd')).toEqual([]);
  });
});
