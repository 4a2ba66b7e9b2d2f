import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { commitmentTo } from '../../../common/short-code.ts';
import { AskAnswer, AskOpened, parseJoinToken, Standing, Welcome } from '../../../contract/enrolment.ts';
import { openLedger } from '../../../main/ledger/ledger.ts';
import { askOffice } from '../../../node-agent/link/ask-office.ts';
import { type Identity, openIdentity } from '../../../node-agent/link/identity.ts';
import { JoinClient } from '../../../node-agent/link/join-client.ts';
import { joinWithToken } from '../../../node-agent/link/join-with-token.ts';
import type { OpenAsk } from '../../../node-agent/link/open-asks.ts';
import { anApplicant } from '../../support/install/an-applicant.ts';
import { openJoinableOffice, type JoinableOffice } from '../../support/install/joinable-office.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { until } from '../../support/until.ts';

const never = new AbortController().signal;
const identityOf = (): Promise<Identity> => openIdentity(tempDir());

const join = (office: JoinableOffice, identity: Identity, token: string, applicant = anApplicant()) =>
  joinWithToken({
    token: parseJoinToken(token) ?? { pin: '', secret: '' },
    addresses: [office.address],
    identity,
    applicant,
    signal: never,
  });

/** An agent that asks, polled quickly. */
function asking(office: JoinableOffice, identity: Identity, applicant = anApplicant()) {
  const opened = Promise.withResolvers<OpenAsk>();
  const stop = new AbortController();
  const answer = askOffice({
    address: office.address,
    pin: null,
    identity,
    applicant,
    onOpen: opened.resolve,
    pollMs: 10,
    signal: stop.signal,
  });
  answer.catch(opened.reject);
  return { opened: opened.promise, answer, stop };
}

describe('joining by a token', () => {
  it('lets a machine in under its host name, and tells it where the office is', async () => {
    const office = await openJoinableOffice();
    const { token } = office.enrolment.createToken();
    expect(token).toMatch(/^AIV1\.[0-9a-f]{64}\.[0-9A-HJKMNP-TV-Z]{16}$/);
    const joined = await join(office, await identityOf(), token);
    expect(joined.machineName).toBe('studio-1');
    expect(joined.enrolment).toEqual({
      addresses: [office.address],
      pin: office.identity.pin,
      officeName: 'Linden & Roth',
    });
    expect(office.inventory.machines()).toMatchObject([{ name: 'studio-1', state: 'joining', local: false }]);
  });

  it('works once: for another machine never, for the same one again, as its answer may be lost', async () => {
    const office = await openJoinableOffice();
    const { token, secret } = office.enrolment.createToken();
    const [first, second] = [await identityOf(), await identityOf()];
    expect(office.enrolment.joinedBy(secret)).toBeNull();
    await join(office, first, token);
    expect(office.enrolment.joinedBy(secret)?.name).toBe('studio-1');
    await join(office, first, token);
    await expect(join(office, second, token)).rejects.toMatchObject({
      problem: { code: 'join_token_invalid', message: 'This join command was used already.' },
    });
    expect(office.machines.list()).toHaveLength(1);
  });

  it('works for ten minutes, over a restart, and is nowhere in the ledger', async () => {
    let now = 1_000_000;
    const clock = { now: () => now };
    const first = await openJoinableOffice({ clock });
    const [used, late] = [first.enrolment.createToken(), first.enrolment.createToken()];
    await first.close();
    const db = openLedger(first.dataDir);
    expect(JSON.stringify(db.prepare('SELECT * FROM join_tokens').all())).not.toContain(used.secret);
    db.close();
    const office = await openJoinableOffice({ dataDir: first.dataDir, clock });
    now += 10 * 60_000;
    await join(office, await identityOf(), used.token);
    now += 1;
    await expect(join(office, await identityOf(), late.token)).rejects.toMatchObject({
      problem: { code: 'join_token_invalid', message: 'This join command is over 10 minutes old.' },
    });
  });

  it('says nothing to a coordinator with another certificate than the token’s', async () => {
    const [office, other] = [await openJoinableOffice(), await openJoinableOffice()];
    const { token, secret } = office.enrolment.createToken();
    const read = parseJoinToken(token) ?? { pin: '', secret: '' };
    const wrong = { token: read, addresses: [other.address], identity: await identityOf(), applicant: anApplicant() };
    await expect(joinWithToken({ ...wrong, signal: never })).rejects.toMatchObject({
      problem: { code: 'coordinator_not_found', message: expect.stringContaining('Another certificate answers') },
    });
    expect(office.enrolment.joinedBy(secret)).toBeNull();
    await joinWithToken({ ...wrong, addresses: [other.address, office.address], signal: never });
    expect(office.enrolment.joinedBy(secret)).not.toBeNull();
  });

  it('ends the tries of an address that guesses', async () => {
    const office = await openJoinableOffice();
    const { token } = office.enrolment.createToken();
    const guess = `AIV1.${office.identity.pin}.0123456789ABCDEF`;
    const identity = await identityOf();
    for (let attempt = 0; attempt < 10; attempt += 1) {
      await expect(join(office, identity, guess)).rejects.toMatchObject({ problem: { code: 'join_token_invalid' } });
    }
    await expect(join(office, identity, token)).rejects.toMatchObject({
      problem: { code: 'too_many_asks', retryAfter: expect.any(Number) },
    });
  });

  it('tells machines of one name apart, and cleans what cannot be shown', async () => {
    const office = await openJoinableOffice();
    for (const hostName of ['PC', 'pc.lan', '\u202EPC\u0007', '.']) {
      const { token } = office.enrolment.createToken();
      const machineId = `machine-${hostName.length}-${Math.random()}`.replaceAll('.', '').slice(0, 30);
      await join(office, await identityOf(), token, anApplicant({ hostName, machineId }));
    }
    expect(office.machines.list().map(({ name }) => name)).toEqual(['PC', 'pc-2', 'PC-3', 'PC-4']);
  });

  it('keeps machines that show the same id apart, and says so at both', async () => {
    const office = await openJoinableOffice();
    const first = await join(office, await identityOf(), office.enrolment.createToken().token);
    const second = await join(office, await identityOf(), office.enrolment.createToken().token);
    expect([first.machineName, second.machineName]).toEqual(['studio-1', 'studio-1-2']);
    const { machineId } = anApplicant();
    expect(office.inventory.machines().map(({ id, notice }) => [id, notice?.reason])).toEqual([
      [machineId, 'It shows the same machine id as studio-1-2: one disk was probably cloned.'],
      [`${machineId}-2`, 'It shows the same machine id as studio-1: one disk was probably cloned.'],
    ]);
    office.enrolment.remove(machineId);
    expect(office.inventory.machines()).toMatchObject([{ id: `${machineId}-2`, notice: null }]);
  });

  it('lets nobody who was removed in again by the token of that time', async () => {
    const office = await openJoinableOffice();
    const identity = await identityOf();
    const { token } = office.enrolment.createToken();
    await join(office, identity, token);
    office.enrolment.remove(anApplicant().machineId);
    await expect(join(office, identity, token)).rejects.toMatchObject({ problem: { code: 'join_token_invalid' } });
    expect(office.machines.list()).toEqual([]);
  });

  it('lets a machine in again after it was removed, by a new token', async () => {
    const office = await openJoinableOffice();
    const identity = await identityOf();
    await join(office, identity, office.enrolment.createToken().token);
    office.enrolment.remove(anApplicant().machineId);
    expect(office.machines.list()).toEqual([]);
    await join(office, identity, office.enrolment.createToken().token);
    expect(office.machines.list()).toMatchObject([{ name: 'studio-1' }]);
  });
});

describe('joining by comparing a code', () => {
  it('shows the same code on both sides, and lets the machine in under the name that the admin chose', async () => {
    const office = await openJoinableOffice();
    const { opened, answer } = asking(office, await identityOf());
    const { code, officeName } = await opened;
    expect(code).toMatch(/^\d\d-[A-Z]{4}$/);
    expect(officeName).toBe('Linden & Roth');
    const [ask] = office.enrolment.asks();
    expect(ask).toMatchObject({ hostName: 'studio-1', address: '127.0.0.1', osName: 'Debian 12', code });
    expect(ask).toMatchObject({ cards: ['GTX 1650, 4 GB'], sameIdAs: null });
    office.enrolment.accept(ask?.id ?? '', 'STUDIO-1');
    expect(await answer).toMatchObject({ addresses: [office.address], pin: office.identity.pin });
    expect(office.machines.list()).toMatchObject([{ name: 'STUDIO-1' }]);
    expect(office.enrolment.asks()).toEqual([]);
  });

  it('keeps out whom the admin rejects', async () => {
    const office = await openJoinableOffice();
    const { opened, answer } = asking(office, await identityOf());
    await opened;
    office.enrolment.reject(office.enrolment.asks()[0]?.id ?? '');
    await expect(answer).rejects.toMatchObject({
      problem: { code: 'join_rejected', message: 'The office Linden & Roth did not let this machine in.' },
    });
    expect(office.machines.list()).toEqual([]);
  });

  it('warns that a machine shows the id of another one', async () => {
    const office = await openJoinableOffice();
    await join(office, await identityOf(), office.enrolment.createToken().token);
    const { opened, stop, answer } = asking(office, await identityOf());
    await opened;
    expect(office.enrolment.asks()).toMatchObject([{ sameIdAs: 'studio-1' }]);
    stop.abort();
    await expect(answer).rejects.toThrow();
  });

  it('forgets who stopped asking, and who asks for too long', async () => {
    let now = 0;
    const office = await openJoinableOffice({ clock: { now: () => now } });
    const { opened, stop, answer } = asking(office, await identityOf());
    await opened;
    const [ask] = office.enrolment.asks();
    stop.abort();
    await expect(answer).rejects.toThrow();
    now += 31_000;
    expect(() => office.enrolment.accept(ask?.id ?? '')).toThrow('This machine does not ask any more.');
    expect(office.enrolment.asks()).toEqual([]);
  });

  it('lets four machines of one address ask at once, and each one only once', async () => {
    const office = await openJoinableOffice();
    const client = async (identity: Identity) => new JoinClient({ ...office.target, pin: null }, identity);
    const body = { applicant: anApplicant(), commitment: commitmentTo('0'.repeat(64)) };
    const open = async (identity: Identity) =>
      (await client(identity)).call({ method: 'POST', path: '/asks', body, answer: AskOpened, signal: never });
    const same = await identityOf();
    for (let time = 0; time < 6; time += 1) await open(same);
    for (let other = 0; other < 3; other += 1) await open(await identityOf());
    await expect(open(await identityOf())).rejects.toMatchObject({ problem: { code: 'too_many_asks' } });
    expect(office.enrolment.asks()).toHaveLength(4);
  });

  it('waits for nobody who holds its number back until the code suits it', async () => {
    let now = 0;
    const office = await openJoinableOffice({ clock: { now: () => now } });
    const client = new JoinClient({ ...office.target, pin: null }, await identityOf());
    const nonce = '0'.repeat(64);
    const body = { applicant: anApplicant(), commitment: commitmentTo(nonce) };
    const { answer } = await client.call({ method: 'POST', path: '/asks', body, answer: AskOpened, signal: never });
    const path = `/asks/${answer.askId}`;
    now += 14_000;
    await client.call({ method: 'GET', path, answer: AskAnswer, signal: never });
    now += 2_000;
    const late = {
      method: 'POST',
      path: `${path}/reveal`,
      body: { nonce },
      answer: z.object({}),
      signal: never,
    } as const;
    await expect(client.call(late)).rejects.toMatchObject({ problem: { code: 'ask_not_found' } });
  });

  it('takes no number that was not committed to, and nothing from another certificate', async () => {
    const office = await openJoinableOffice();
    const [mine, theirs] = [await identityOf(), await identityOf()];
    const client = new JoinClient({ ...office.target, pin: null }, mine);
    const body = { applicant: anApplicant(), commitment: commitmentTo('0'.repeat(64)) };
    const { answer } = await client.call({ method: 'POST', path: '/asks', body, answer: AskOpened, signal: never });
    const reveal = (who: JoinClient, nonce: string) =>
      who.call({
        method: 'POST',
        path: `/asks/${answer.askId}/reveal`,
        body: { nonce },
        answer: z.object({}),
        signal: never,
      });
    const stranger = new JoinClient({ ...office.target, pin: null }, theirs);
    await expect(reveal(stranger, '0'.repeat(64))).rejects.toMatchObject({ problem: { code: 'ask_not_found' } });
    expect(() => office.enrolment.accept(answer.askId)).toThrow('has not shown its code yet');
    await expect(reveal(client, '1'.repeat(64))).rejects.toMatchObject({ problem: { code: 'invalid_request' } });
    expect(office.enrolment.asks()).toEqual([]);
  });
});

describe('the door for new machines', () => {
  it('tells each certificate its standing', async () => {
    const office = await openJoinableOffice();
    const identity = await identityOf();
    const client = new JoinClient(office.target, identity);
    const standing = async () =>
      (await client.call({ method: 'GET', path: '/standing', answer: Standing, signal: never })).answer.standing;
    expect(await standing()).toBe('unknown');
    await join(office, identity, office.enrolment.createToken().token);
    expect(await standing()).toBe('known');
    office.enrolment.remove(anApplicant().machineId);
    expect(await standing()).toBe('removed');
  });

  it('refuses what it does not know, in words', async () => {
    const office = await openJoinableOffice();
    const client = new JoinClient(office.target, await identityOf());
    const post = (path: string, body: unknown) =>
      client.call({ method: 'POST', path, body, answer: Welcome, signal: never });
    await expect(post('/elsewhere', {})).rejects.toMatchObject({ problem: { code: 'not_found' } });
    await expect(post('/standing', {})).rejects.toMatchObject({ problem: { code: 'method_not_allowed' } });
    await expect(post('/join', { secret: 'x' })).rejects.toMatchObject({ problem: { code: 'invalid_request' } });
    const large = { applicant: anApplicant({ cards: Array.from({ length: 500 }, () => 'x'.repeat(100)) }) };
    await expect(post('/asks', large)).rejects.toMatchObject({ problem: { code: 'body_too_large' } });
  });

  it('does not let the coordinator’s own PC be removed', async () => {
    const office = await openJoinableOffice();
    const { machineId, certificate } = await identityOf();
    office.enrolment.admitThisPc(machineId, certificate, 'RECEPTION');
    expect(() => office.enrolment.remove(machineId)).toThrow(
      expect.objectContaining({ problem: expect.objectContaining({ code: 'machine_is_here' }) }),
    );
    const again = await identityOf();
    office.enrolment.admitThisPc(again.machineId, again.certificate, 'RECEPTION');
    expect(office.machines.list()).toMatchObject([{ id: machineId, name: 'RECEPTION', machineId: again.machineId }]);
  });

  it('renames a machine, but to no name that another one has', async () => {
    const office = await openJoinableOffice();
    await join(office, await identityOf(), office.enrolment.createToken().token);
    await join(office, await identityOf(), office.enrolment.createToken().token);
    const { machineId } = anApplicant();
    office.enrolment.rename(machineId, ' Front desk ');
    expect(office.inventory.machine(machineId)?.name).toBe('Front desk');
    expect(() => office.enrolment.rename(machineId, 'STUDIO-1-2')).toThrow('Another machine is called STUDIO-1-2.');
    expect(() => office.enrolment.rename('nobody', 'X')).toThrow('There is no such machine');
    await until('the name is kept', () => office.machines.find(machineId)?.name === 'Front desk');
  });
});
