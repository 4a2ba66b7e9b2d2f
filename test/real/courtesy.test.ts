/** The courtesies of an office that runs: said on the command line, obeyed by its agent, and kept over a restart. */
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { makeKey, runCommand, startOffice, type OfficeProcess } from '../support/office-process.ts';
import { tempDir } from '../support/temp-dir.ts';
import { until } from '../support/until.ts';

/** A stand-in for the system's program that keeps a PC awake, first on the path of what is started from here. @returns how often it ran */
function countedInhibitor(): () => number {
  const folder = path.join(tempDir(), 'bin');
  const log = path.join(folder, 'ran');
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'systemd-inhibit'), `#!/bin/sh\necho ran >> '${log}'\nexec cat\n`);
  chmodSync(path.join(folder, 'systemd-inhibit'), 0o755);
  const before = process.env['PATH'];
  process.env['PATH'] = `${folder}${path.delimiter}${before}`;
  onTestFinished(() => void (process.env['PATH'] = before));
  return () => (existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n').length : 0);
}

async function ask(office: OfficeProcess, key: string): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${office.running().port}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'demo', messages: [{ role: 'user', content: 'What is the capital of Portugal?' }] }),
  });
  await answer.text();
  return answer.status;
}

it('an office keeps its PCs awake while they answer until an admin ends that, and limits downloads as they say', async () => {
  const ran = countedInhibitor();
  const office = await startOffice();
  const { dataDir } = office;
  const key = await makeKey(dataDir);
  await office.ready();
  expect(await ask(office, key)).toBe(200);
  await until('it was kept awake', () => ran() === 1);

  await runCommand(['courtesy', '--keep-awake', 'off', '--data', dataDir]);
  await runCommand(['internet', '50', '--hours', 'mon-fri 07:00-18:00', '--data', dataDir]);
  expect(await ask(office, key)).toBe(200);
  expect(ran()).toBe(1);
  const said = {
    courtesy: { keepAwake: false },
    internet: { bytesPerSecond: 6_250_000, hours: { days: [1, 2, 3, 4, 5], from: '07:00', until: '18:00' } },
  };
  expect(await office.state()).toMatchObject(said);

  await office.stop();
  const next = await startOffice({ dataDir });
  await next.ready();
  expect(await next.state()).toMatchObject(said);
  expect(await ask(next, key)).toBe(200);
  expect(ran()).toBe(1);

  await runCommand(['courtesy', '--keep-awake', 'on', '--data', dataDir]);
  expect(await ask(next, key)).toBe(200);
  await until('it was kept awake again', () => ran() === 2);
});
