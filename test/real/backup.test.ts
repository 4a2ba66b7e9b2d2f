/** An office that goes on on another PC, by the command line: a real coordinator before, and one after. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { ggufBytes, smallLlama } from '../support/engine/small-gguf.ts';
import { HubServer } from '../support/library/hub-server.ts';
import { makeKey, runCommand, startOffice, type OfficeProcess } from '../support/office-process.ts';
import { tempDir } from '../support/temp-dir.ts';
import { until } from '../support/until.ts';

const asks = async (office: OfficeProcess, key: string): Promise<number> => {
  const { port } = office.running();
  return (await fetch(`http://127.0.0.1:${port}/v1/models`, { headers: { authorization: `Bearer ${key}` } })).status;
};

const caOf = async (office: OfficeProcess): Promise<string> =>
  (await fetch(`http://127.0.0.1:${office.running().port}/ca.crt`)).text();

it('keys, certificates and models of an office serve on where its backup was restored', async () => {
  const hub = await HubServer.open();
  hub.put('acme/Small-GGUF/small-3b-Q4_K_M.gguf', ggufBytes(smallLlama({}, 20_000)));
  vi.stubEnv('HF_ENDPOINT', hub.endpoint.href);
  onTestFinished(() => void vi.unstubAllEnvs());
  const office = await startOffice();
  const got = ['model', 'get', 'acme/Small-GGUF/small-3b-Q4_K_M.gguf', '--data', office.dataDir];
  expect(await runCommand(got)).toMatchObject({ code: 0 });
  const key = await makeKey(office.dataDir);
  const ca = await caOf(office);
  const file = path.join(tempDir(), 'office.json');
  const made = await runCommand(['backup', file, '--data', office.dataDir]);
  expect(made).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('0 machines, 0 colleagues, 1 key and 1 model.'),
  });
  expect(readFileSync(file, 'utf8')).not.toContain(key);
  await office.stop();

  const dataDir = path.join(tempDir(), 'restored');
  expect(await runCommand(['restore', file, '--data', dataDir])).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('Its models are loaded again.'),
  });
  const restored = await startOffice({ dataDir });
  expect(await asks(restored, key)).toBe(200);
  expect(await asks(restored, 'aiv-another')).toBe(401);
  expect(await caOf(restored)).toBe(ca);
  // This PC is a machine of it like any other's.
  expect((await restored.ready()).machines.map(({ thisPc }) => thisPc)).toEqual([true]);
  await until('its model is there again', async () =>
    (await restored.state()).models.some(({ name }) => name === 'small-3b'),
  );
});
