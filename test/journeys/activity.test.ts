/** What an office remembers of a day: requests, machines, people; and what it tells other programs of it. */
import { spawn } from 'node:child_process';
import { expect, it, onTestFinished } from 'vitest';
import { ActivityEvent, Availability } from '../../contract/activity.ts';
import { programFlags } from '../../scripts/node24.mjs';
import { makeKey, runCommand, startOffice, type OfficeProcess } from '../support/office-process.ts';
import { programMs, until } from '../support/until.ts';

const question = { role: 'user', content: 'What is the capital of Portugal?' };

async function ask(office: OfficeProcess, key: string): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${office.running().port}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    body: JSON.stringify({ model: 'demo', temperature: 0, messages: [question] }),
  });
  await answer.text();
  return answer.status;
}

async function get(office: OfficeProcess, path: string, token: string): Promise<Response> {
  return fetch(`http://127.0.0.1:${office.running().port}${path}`, { headers: { authorization: `Bearer ${token}` } });
}

const eventsOf = (text: string): ActivityEvent[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => ActivityEvent.parse(JSON.parse(line)));

it('counts what was asked, and tells what happened while it happens', async () => {
  const office = await startOffice();
  const key = await makeKey(office.dataDir);
  await office.ready();
  const flags = ['events', '--follow', '--json', '--since', '1h', '--data', office.dataDir];
  const following = spawn(process.execPath, [...programFlags, 'dist/aivailable.mjs', ...flags]);
  onTestFinished(() => void following.kill('SIGKILL'));
  let heard = '';
  following.stdout.on('data', (chunk: Buffer) => (heard += chunk.toString()));
  await until('what was is told', () => heard.includes('"what":"ready"'), programMs);

  expect(await ask(office, key)).toBe(200);
  const { token } = office.running();
  const availability = Availability.parse(await (await get(office, '/control/availability', token)).json());
  expect(availability.day.overall).toMatchObject({ whole: 1, failed: 0, availability: 1 });
  expect(availability.day.models).toMatchObject([{ model: 'demo', whole: 1 }]);

  const figures = await (await get(office, '/metrics', key)).text();
  expect(figures).toContain('aivailable_requests_total{model="demo",outcome="whole"} 1');
  expect(figures).toMatch(/aivailable_machine_up\{machine="[^"]+"\} 1/);
  expect(figures).toContain('aivailable_replicas{model="demo",state="ready"} 1');
  expect((await get(office, '/metrics', token)).status).toBe(200);
  expect((await get(office, '/metrics', 'aiv-wrong')).status).toBe(401);

  const [machine] = (await office.state()).machines;
  await runCommand(['machine', 'pause', machine?.name ?? '', '--data', office.dataDir]);
  await until('the pause was told', () => heard.includes('"what":"paused"'), programMs);
  const events = eventsOf(heard);
  const told = events.map(({ what }) => what);
  expect(told).toEqual(expect.arrayContaining(['started', 'key made', 'placed', 'ready', 'changed', 'paused']));
  expect(events.find(({ what }) => what === 'ready')?.durationMs).toBeGreaterThan(0);
  expect(heard).not.toContain(key);
  expect(heard).not.toContain('Portugal');

  const { stdout } = await runCommand(['events', '--kind', 'machine', '--data', office.dataDir]);
  expect(stdout).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d {3}The office was started\.$/m);
  expect(stdout).toContain(`${machine?.name} was paused.`);
  await office.stop();
  await until('following ends with the office', () => following.exitCode === 0, programMs);
});
