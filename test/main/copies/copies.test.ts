import { describe, expect, it, onTestFinished } from 'vitest';
import { problem, ProblemError } from '../../../contract/problem.ts';
import { Copies } from '../../../main/copies/copies.ts';
import type { CopyMachine } from '../../../main/copies/copy-snapshot.ts';
import { FileChanged } from '../../../main/link/send-file.ts';
import { aDeployment, aFile, aMachine, anOffice, aReplica, gb, sha } from '../../support/library/copy-fixtures.ts';
import { quietLog } from '../../support/quiet-log.ts';
import { until } from '../../support/until.ts';

const size = 4 * gb;

interface Sending {
  readonly machineId: string;
  readonly sha256: string;
  readonly signal: AbortSignal;
  progress(bytes: number): void;
  sent(): void;
  arrive(): void;
  fail(error: unknown): void;
}

/** Copies over links that follow the test, with a clock of its own. */
function anOpenOffice(machines: CopyMachine[], deployments = [aDeployment('a'), aDeployment('b')]) {
  const office = { machines, deployments };
  const sendings: Sending[] = [];
  const dropped: string[] = [];
  /** Each makes one call fail that deletes a file. */
  const unheard: Error[] = [];
  const clock = { at: 1_000_000, now: () => clock.at };
  const linkTo = (machineId: string) => ({
    dropFile: (sha256: string, reason: string | null) => {
      const failure = unheard.pop();
      if (failure) return Promise.reject(failure);
      dropped.push(`${sha256[0]} at ${machineId}: ${reason}`);
      return Promise.resolve();
    },
    bulk: () =>
      Promise.resolve({
        copy: (
          { sha256 }: { sha256: string },
          {
            signal,
            onProgress,
            onSent,
          }: { signal: AbortSignal; onProgress?: (n: number) => void; onSent?: () => void },
        ) => {
          const { promise, resolve, reject } = Promise.withResolvers<void>();
          signal.addEventListener('abort', () => reject(signal.reason), { once: true });
          sendings.push({
            machineId,
            sha256,
            signal,
            progress: (bytes) => onProgress?.(bytes),
            sent: () => onSent?.(),
            arrive: resolve,
            fail: reject,
          });
          return promise;
        },
      }),
  });
  const copies = new Copies({
    snapshot: () => anOffice(office.machines, office.deployments),
    fileOf: (sha256) => `/models/${sha256}.gguf`,
    linkTo,
    clock,
    log: quietLog,
  });
  onTestFinished(() => copies.close());
  copies.wake();
  const sending = (number: number) => until(`copy ${number} is sent`, () => sendings[number]);
  /** Lets the loop look again at an office that changed. */
  const become = (next: CopyMachine[]): void => {
    office.machines = next;
    copies.wake();
  };
  return { copies, sendings, sending, dropped, unheard, clock, become };
}

const waits = (id: string, letter = 'a') => aMachine(id, { replicas: [aReplica(letter, 'copying')] });
const states = (copies: Copies) => copies.list().map(({ machineId, state }) => `${machineId} ${state}`);

describe('the copies', () => {
  it('go to three machines at once, each its own, and the next follows when one is done', async () => {
    const { copies, sendings, sending, become } = anOpenOffice(['pc1', 'pc2', 'pc3', 'pc4'].map((id) => waits(id)));
    await sending(2);
    expect(states(copies)).toEqual(['pc1 sending', 'pc2 sending', 'pc3 sending', 'pc4 queued']);
    expect(sendings).toHaveLength(3);
    sendings[1]?.arrive();
    become([waits('pc1'), aMachine('pc2', { files: [aFile('a')] }), waits('pc3'), waits('pc4')]);
    expect((await sending(3)).machineId).toBe('pc4');
  });

  it('show how far they are, how fast, and how long it will take', async () => {
    const { copies, sending, clock } = anOpenOffice([waits('pc1')]);
    const one = await sending(0);
    one.progress(gb);
    clock.at += 1_000;
    one.progress(gb + 100_000_000);
    const [view] = copies.list();
    expect(view).toMatchObject({
      purpose: 'placement',
      state: 'sending',
      machine: 'PC1',
      doneBytes: gb + 100_000_000,
      totalBytes: size,
      bytesPerSecond: 100_000_000,
      secondsLeft: Math.ceil((size - gb - 100_000_000) / 100_000_000),
    });
    one.sent();
    expect(copies.list()).toMatchObject([{ state: 'checking', bytesPerSecond: 0 }]);
  });

  it('that are made ahead wait until no replica waits, and give way to one', async () => {
    const runs = aMachine('pc1', { replicas: [aReplica('a')], files: [aFile('a')] });
    const models = [aDeployment('a'), aDeployment('b', { matters: false })];
    const { sending, copies, become } = anOpenOffice([runs, aMachine('pc2')], models);
    const ahead = await sending(0);
    expect(copies.list()).toMatchObject([{ purpose: 'ahead', machineId: 'pc2' }]);
    become([runs, aMachine('pc2', { replicas: [aReplica('b', 'copying')] })]);
    const urgent = await sending(1);
    expect(ahead.signal.aborted).toBe(true);
    expect(urgent.sha256).toBe(sha('b'));
    expect(states(copies)).toEqual(['pc2 sending', 'pc2 queued']);
    urgent.arrive();
    become([runs, aMachine('pc2', { replicas: [aReplica('b', 'loading')], files: [aFile('b')] })]);
    expect((await sending(2)).sha256).toBe(sha('a'));
  });

  it('that are made ahead are not stopped any more once all is sent: the replica’s file follows them', async () => {
    const runs = aMachine('pc1', { replicas: [aReplica('a')], files: [aFile('a')] });
    const models = [aDeployment('a'), aDeployment('b', { matters: false })];
    const { sending, copies, become } = anOpenOffice([runs, aMachine('pc2')], models);
    const ahead = await sending(0);
    ahead.sent();
    become([runs, aMachine('pc2', { replicas: [aReplica('b', 'copying')] })]);
    await until('both are wanted', () => copies.list().length === 2);
    expect(ahead.signal.aborted).toBe(false);
    expect(states(copies)).toEqual(['pc2 queued', 'pc2 checking']);
    ahead.arrive();
    expect((await sending(1)).sha256).toBe(sha('b'));
  });

  it('that broke are tried again, after pauses that grow until something comes', async () => {
    const { copies, sending, clock } = anOpenOffice([waits('pc1')]);
    const lost = () => new ProblemError(problem('machine_lost', 'Gone.'));
    (await sending(0)).fail(lost());
    const [view] = await until('it waits', () => states(copies)[0] === 'pc1 waiting' && copies.list());
    expect(view).toMatchObject({ retryAt: clock.at + 1_000, problem: { message: 'The connection to PC1 broke.' } });
    clock.at += 1_000;
    copies.wake();
    (await sending(1)).fail(lost());
    await until('it waits longer', () => copies.list()[0]?.retryAt === clock.at + 2_000);
    clock.at += 2_000;
    copies.wake();
    const third = await sending(2);
    third.progress(10);
    third.progress(20);
    third.fail(lost());
    await until('it waits shortly', () => copies.list()[0]?.retryAt === clock.at + 1_000);
  });

  it('are made anew when what came is deleted before the machine told of it', async () => {
    const { copies, sending, clock, become } = anOpenOffice([waits('pc1')]);
    const first = await sending(0);
    first.sent();
    first.arrive();
    await until('it came', () => states(copies).length === 0);
    clock.at += 10_000;
    become([waits('pc1')]);
    expect((await sending(1)).machineId).toBe('pc1');
  });

  it('of a machine that is lost are no more, and begin again when it is back', async () => {
    const { copies, sending, become } = anOpenOffice([waits('pc1')]);
    const first = await sending(0);
    become([]);
    await until('it is ended', () => first.signal.aborted);
    expect(copies.list()).toEqual([]);
    become([waits('pc1')]);
    await sending(1);
  });

  it.each([
    ['vanished', Object.assign(new Error('gone'), { code: 'ENOENT' }), 'model_file_missing'],
    ['changed', new FileChanged('other'), 'model_file_changed'],
    ['came damaged', new ProblemError(problem('copy_damaged', 'Other bytes.')), 'copy_damaged'],
  ])('of a file that %s fail with a reason, and the replica is told', async (_what, error, code) => {
    const { copies, sending, dropped } = anOpenOffice([waits('pc1')]);
    (await sending(0)).fail(error);
    await until('the replica is told', () => dropped.length > 0);
    const [view] = copies.list();
    expect(view).toMatchObject({ state: 'failed', problem: { code } });
    expect(dropped).toEqual([`a at pc1: ${view?.problem?.message}`]);
  });

  it('whose failure the machine did not hear are tried again, until it has heard it', async () => {
    const { copies, sending, dropped, unheard, clock } = anOpenOffice([waits('pc1')]);
    unheard.push(new ProblemError(problem('machine_lost', 'Gone.')));
    (await sending(0)).fail(new ProblemError(problem('copy_damaged', 'Other bytes.')));
    await until('it waits', () => states(copies)[0] === 'pc1 waiting');
    expect(dropped).toEqual([]);
    clock.at += 1_000;
    copies.wake();
    (await sending(1)).fail(new ProblemError(problem('copy_damaged', 'Other bytes.')));
    await until('the replica is told', () => dropped.length > 0);
    expect(states(copies)).toEqual(['pc1 failed']);
  });

  it('to a disk without room fail, and are tried again when a placement needs them', async () => {
    const runs = aMachine('pc1', { replicas: [aReplica('a')], files: [aFile('a')] });
    const { copies, sending, dropped, become } = anOpenOffice([runs, aMachine('pc2')]);
    (await sending(0)).fail(new ProblemError(problem('disk_full', 'Full.')));
    await until('it failed', () => states(copies)[0] === 'pc2 failed');
    become([runs, waits('pc2')]);
    await sending(1);
    expect(dropped).toEqual([]);
  });

  it('that a person ends stay ended, but a replica that waits gets its file after a while', async () => {
    const { copies, sending, sendings, clock, become } = anOpenOffice([waits('pc1')]);
    const first = await sending(0);
    const [view] = copies.list();
    copies.cancel(view?.id ?? '');
    expect(first.signal.aborted).toBe(true);
    expect(copies.list()).toEqual([]);
    expect(() => copies.cancel(view?.id ?? '')).toThrow('There is no such copy.');
    become([waits('pc1'), waits('pc2')]);
    await sending(1);
    expect(sendings.map(({ machineId }) => machineId)).toEqual(['pc1', 'pc2']);
    clock.at += 60_000;
    copies.wake();
    expect((await sending(2)).machineId).toBe('pc1');
  });

  it('that a person ends and that nobody waits for begin again after a day', async () => {
    const machines = [aMachine('pc1', { replicas: [aReplica('a')], files: [aFile('a')] }), aMachine('pc2')];
    const { copies, sending, clock, become } = anOpenOffice(machines);
    expect((await sending(0)).machineId).toBe('pc2');
    copies.cancel(copies.list()[0]?.id ?? '');
    clock.at += 23 * 60 * 60_000;
    become([...machines, waits('pc3')]);
    expect((await sending(1)).machineId).toBe('pc3');
    clock.at += 60 * 60_000;
    become(machines);
    expect((await sending(2)).machineId).toBe('pc2');
  });

  it('wait until a file has gone that is in their way, which is told once', async () => {
    const full = (files: CopyMachine['files']) => aMachine('pc1', { ...waits('pc1'), files, budgetBytes: 5 * gb });
    const { copies, sending, sendings, dropped, become } = anOpenOffice([full([aFile('b')])]);
    await until('it is told', () => dropped.length > 0);
    copies.wake();
    await until('it was looked at again', () => states(copies)[0] === 'pc1 queued');
    expect(sendings).toEqual([]);
    become([full([])]);
    await sending(0);
    expect(dropped).toEqual(['b at pc1: null']);
  });

  it('end with the office', async () => {
    const { copies, sending } = anOpenOffice([waits('pc1')]);
    const one = await sending(0);
    await copies.close();
    expect(one.signal.aborted).toBe(true);
  });
});
