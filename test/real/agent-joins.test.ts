/** An agent as it lives on an office PC: it waits, joins by code or by token, serves, hangs, and is taken out. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { agentCommand, portsOf, runAgentOn } from '../support/agent-process.ts';
import { demoSpec } from '../support/engine/demo-spec.ts';
import { openJoinableOffice } from '../support/install/joinable-office.ts';
import { tempDir } from '../support/temp-dir.ts';
import { programMs, until } from '../support/until.ts';

type Office = Awaited<ReturnType<typeof openJoinableOffice>>;

const online = (office: Office) =>
  until('the machine is online', () => office.inventory.machines().find(({ state }) => state === 'online'), programMs);

it('waits for an office, shows its code, and serves as soon as it is let in', async () => {
  const office = await openJoinableOffice();
  const data = path.join(tempDir(), 'agent');
  const agent = runAgentOn(data, ['--coordinator', office.address]);
  const ask = await until('it asks', () => office.enrolment.asks().find(({ code }) => code !== null), programMs);
  const status = await agentCommand(['status', '--data', data]);
  expect(status.said).toContain(`Code ${ask.code} for “Linden & Roth” (${office.address})`);
  const read = JSON.parse((await agentCommand(['status', '--data', data, '--json'])).said) as { asks: unknown[] };
  expect(read.asks).toEqual([{ officeName: 'Linden & Roth', address: office.address, code: ask.code }]);
  office.enrolment.accept(ask.id, 'STUDIO-1');
  expect(await online(office)).toMatchObject({ name: 'STUDIO-1', address: '127.0.0.1' });
  // The process that asked: it was not started again.
  expect(agent.exitCode).toBeNull();
  expect(existsSync(path.join(data, 'asks.json'))).toBe(false);
  for (const file of ['identity.json', 'enrolment.json']) {
    expect(statSync(path.join(data, file)).mode & 0o077).toBe(0);
  }
});

it('joins by a token that is run beside it, from standard input, where nobody sees it', async () => {
  const office = await openJoinableOffice();
  const data = tempDir();
  runAgentOn(data);
  await until('it waits', () => existsSync(path.join(data, 'identity.json')), programMs);
  const { token } = office.enrolment.createToken();
  const joined = await agentCommand(['join', '-', '--data', data, '--coordinator', office.address], `${token}\n`);
  expect(joined.code).toBe(0);
  expect(joined.said).toMatch(/^This machine is .+ in “Linden & Roth” now\.\n$/);
  await online(office);
  // Once is enough; and another office does not get it.
  const other = await openJoinableOffice();
  const again = ['join', other.enrolment.createToken().token, '--data', data, '--coordinator', other.address];
  expect(await agentCommand(again)).toMatchObject({ code: 1, said: expect.stringContaining('(Linden & Roth)') });
});

it('says what is wrong with a token, and with an address', async () => {
  const office = await openJoinableOffice();
  const join = (token: string, ...more: string[]) => agentCommand(['join', token, '--data', tempDir(), ...more]);
  expect(await join('AIV1.zz')).toMatchObject({ code: 1, said: expect.stringContaining('This is no join token') });
  const { token } = office.enrolment.createToken();
  // A port that was free a moment ago: nobody answers there.
  const gone = createServer().listen(0, '127.0.0.1');
  await once(gone, 'listening');
  const { port } = gone.address() as { port: number };
  await new Promise((resolve) => gone.close(resolve));
  const nobody = await join(token, '--coordinator', `127.0.0.1:${port}`);
  expect(nobody).toMatchObject({
    code: 1,
    said: expect.stringContaining('The coordinator of this join command was not found.'),
  });
  const wrong = `AIV1.${office.identity.pin}.0000000000000000`;
  expect(await join(wrong, '--coordinator', office.address)).toMatchObject({
    code: 1,
    said: expect.stringContaining('This office made no such join command'),
  });
});

/** A machine of an office, its agent a real process. */
async function joinedOffice(lease = {}) {
  const office = await openJoinableOffice({ lease });
  const data = tempDir();
  const { token } = office.enrolment.createToken();
  await agentCommand(['join', token, '--data', data, '--coordinator', office.address]);
  const agent = runAgentOn(data);
  const machine = await online(office);
  return { office, data, agent, id: machine.id };
}

it('opens no port', async () => {
  const { agent } = await joinedOffice();
  // The look itself sees one that listens.
  const own = createServer().listen(0, '127.0.0.1');
  await once(own, 'listening');
  onTestFinished(() => void own.close());
  expect(portsOf(process.pid).some((one) => one.startsWith('tcp '))).toBe(true);
  expect(portsOf(agent.pid ?? 0)).toEqual([]);
});

it('is lost within its lease when it hangs, and comes back by itself', async () => {
  const { office, agent, id } = await joinedOffice({ beatMs: 100, missesAllowed: 3 });
  agent.kill('SIGSTOP');
  await until('it is lost', () => office.inventory.machine(id)?.state === 'lost');
  agent.kill('SIGCONT');
  await until('it is back', () => office.inventory.machine(id)?.state === 'online', programMs);
});

it('is paused by whoever sits at it, also after a restart, and resumed by them alone', async () => {
  const { office, agent, data, id } = await joinedOffice();
  const seen = (what: string, paused: boolean) =>
    until(what, () => (office.inventory.machine(id)?.userPause != null) === paused, programMs);
  const said = await agentCommand(['pause', '--for', '30', '--data', data]);
  expect(said).toMatchObject({ code: 0, said: expect.stringContaining('Its models leave the graphics cards') });
  await seen('the office sees the pause', true);
  expect((await agentCommand(['status', '--data', data])).said).toContain('It is paused by its user until');
  agent.kill('SIGKILL');
  await until('it is lost', () => office.inventory.machine(id)?.state === 'lost');
  runAgentOn(data);
  await seen('it is still paused', true);
  const link = await until('there is a tunnel', () => office.tunnels.to(id));
  await expect(link.putReplica(demoSpec())).rejects.toMatchObject({ problem: { code: 'paused_by_user' } });
  expect(await agentCommand(['pause', '--for', '0', '--data', data])).toMatchObject({ code: 1 });
  expect((await agentCommand(['resume', '--data', data])).said).toBe('This PC takes models again as they fit.\n');
  await seen('it is resumed', false);
});

it('forgets its office and its key when it is removed, and ends', async () => {
  const { office, agent, data, id } = await joinedOffice();
  const link = await until('there is a tunnel', () => office.tunnels.to(id));
  await link.putReplica(demoSpec());
  const ended = once(agent, 'exit');
  office.enrolment.remove(id);
  await link.dropReplica('demo-1').catch(() => undefined);
  expect(await ended).toEqual([0, null]);
  expect(readdirSync(data).filter((name) => name.endsWith('.json'))).toEqual([]);
  expect(readFileSync(path.join(data, 'agent.log'), 'utf8')).toContain('taken out of its office');
});

it('that was away while it was removed learns of it when it comes back', async () => {
  const { office, agent, data, id } = await joinedOffice();
  agent.kill('SIGKILL');
  await until('it is lost', () => office.inventory.machine(id)?.state === 'lost');
  office.enrolment.remove(id);
  const [code] = (await once(runAgentOn(data), 'exit')) as [number];
  expect(code).toBe(0);
  expect(existsSync(path.join(data, 'identity.json'))).toBe(false);
});
