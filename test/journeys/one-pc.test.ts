/** The journey of a first day: start, key, question; things die and come back; the end leaves nothing. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import OpenAI from 'openai';
import { describe, expect, it } from 'vitest';
import { freePort } from '../../main/front/free-port.ts';
import {
  isAlive,
  makeKey,
  processesOf,
  runCommand,
  startOffice,
  type OfficeProcess,
} from '../support/office-process.ts';
import { tempDir } from '../support/temp-dir.ts';
import { programMs, until } from '../support/until.ts';

const question = { role: 'user', content: 'What is the capital of Portugal?' } as const;

async function ask(office: OfficeProcess, key: string): Promise<string | null | undefined> {
  const client = new OpenAI({ apiKey: key, baseURL: `http://127.0.0.1:${office.running().port}/v1`, maxRetries: 0 });
  const answer = await client.chat.completions.create({
    model: 'demo',
    temperature: 0,
    messages: [question],
  });
  return answer.choices[0]?.message.content;
}

describe('an office of one PC', () => {
  it('answers on the first day, by npm start as in the README, and leaves nothing running', async () => {
    const office = await startOffice({ npm: true });
    const made = await runCommand(['key', 'new', 'laptop', '--data', office.dataDir, '--json'], { npm: true });
    const { key } = JSON.parse(made.stdout) as { key: string };
    expect(await ask(office, key)).toBe('The capital of Portugal is Lisbon.');
    const { coordinator, agent, runners } = await office.pids();
    process.kill(coordinator, 'SIGTERM');
    await until('all processes are gone', () => [coordinator, agent, ...runners].every((pid) => !isAlive(pid)), 10_000);
    await until('npm is gone too', () => office.child.exitCode !== null, programMs);
    expect(processesOf(office.dataDir)).toEqual([]);
  });

  it('ends as well when the signal reaches npm', async () => {
    const office = await startOffice({ npm: true });
    await office.ready();
    const before = processesOf(office.dataDir);
    expect(before.length).toBeGreaterThanOrEqual(3);
    office.child.kill('SIGTERM');
    await until('all processes are gone', () => processesOf(office.dataDir).length === 0, 5_000);
  });

  it('answers again after its runner was killed, without a word to the client', async () => {
    const office = await startOffice();
    const key = await makeKey(office.dataDir);
    await office.ready();
    const { runners } = await office.pids();
    for (const pid of runners) process.kill(pid, 'SIGKILL');
    expect(await ask(office, key)).toBe('The capital of Portugal is Lisbon.');
    expect((await office.pids()).runners).not.toEqual(runners);
  });

  it('makes requests wait, not fail, while a runner is killed again and again', async () => {
    const office = await startOffice();
    const key = await makeKey(office.dataDir);
    await office.ready();
    for (let round = 0; round < 3; round += 1) {
      const { runners } = await office.pids();
      for (const pid of runners) process.kill(pid, 'SIGKILL');
      expect(await ask(office, key)).toBe('The capital of Portugal is Lisbon.');
    }
  });

  it('answers again after its agent was killed, and the old runner does not stay', async () => {
    const office = await startOffice();
    const key = await makeKey(office.dataDir);
    await office.ready();
    const { agent, runners } = await office.pids();
    process.kill(agent, 'SIGKILL');
    expect(await ask(office, key)).toBe('The capital of Portugal is Lisbon.');
    const after = await office.pids();
    expect(after.agent).not.toBe(agent);
    await until('the orphaned runner ended', () => runners.every((pid) => !isAlive(pid)), programMs);
  });

  it('keeps the model warm when the coordinator is killed: the next one adopts it and loads nothing', async () => {
    // Agents look for the coordinator where it was: the ports must be the same at the second start.
    const args = ['--port', String(await freePort(30_000 + (process.pid % 20_000)))];
    const first = await startOffice({ args });
    const key = await makeKey(first.dataDir);
    await first.ready();
    const before = await first.pids();
    process.kill(before.coordinator, 'SIGKILL');
    await until('the coordinator is dead', () => !isAlive(before.coordinator), programMs);
    const second = await startOffice({ dataDir: first.dataDir, args });
    expect(await ask(second, key)).toBe('The capital of Portugal is Lisbon.');
    const after = await second.pids();
    expect([after.agent, after.runners]).toEqual([before.agent, before.runners]);
    await second.stop();
    expect(processesOf(first.dataDir)).toEqual([]);
  });

  it('takes in a model of its own, says why it does not run here, and ends by a command', async () => {
    const office = await startOffice();
    await office.ready();
    const file = path.join(tempDir(), 'Office-Helper-3B-Q8_0.gguf');
    writeFileSync(file, Buffer.concat([readFileSync('assets/demo-model/aivailable-demo-q8_0.gguf'), Buffer.from('x')]));
    const taken = await runCommand(['model', 'import', file, '--data', office.dataDir]);
    expect(taken).toMatchObject({ code: 0 });
    expect(taken.stdout).toMatch(
      /^office-helper-3b is taken in\.\nIt does not run yet\. .*no graphics card can be used/,
    );
    const checked = await runCommand(['doctor', '--data', office.dataDir]);
    expect(checked.code).toBe(1);
    expect(checked.stdout).toMatch(/WRONG {2}model office-helper-3b: .*\n +→ Add a machine with a graphics card\./);
    const { stdout, code } = await runCommand(['stop', '--data', office.dataDir]);
    expect([code, stdout]).toEqual([0, 'Stopped.\n']);
    expect(processesOf(office.dataDir)).toEqual([]);
  });
});
