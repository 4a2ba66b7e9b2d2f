import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { probeGpus } from '../../../node-agent/hardware/probe-gpus.ts';
import { tempDir } from '../../support/temp-dir.ts';

const never = new AbortController().signal;
const noModel = () => Promise.resolve(null);

/** A probe's program: `places` says what stands at each place of the backend's order; after the last there is nothing. */
function probeProgram(places: readonly ('device' | 'crash')[]): string {
  const file = path.join(tempDir(), 'probe.mjs');
  writeFileSync(
    file,
    `const [, , backend, place, model] = process.argv;
     const index = Number(place);
     const what = ${JSON.stringify(places)}[index];
     const env = process.env.GGML_VK_VISIBLE_DEVICES;
     if (what === 'crash') process.exit(1);
     const device = { backend, index, name: \`\${env} \${model ?? 'no model'}\`, driver: null, pciId: null, totalBytes: 1, usedBytes: 0, unified: false };
     process.send(what === 'device' ? device : null, () => process.exit(0));`,
  );
  return file;
}

const names = async (places: readonly ('device' | 'crash')[]): Promise<string[]> =>
  (await probeGpus(probeProgram(places), noModel, never)).map(({ name }) => name);

it('asks at each place of the raw order, each process shown that device alone', async () => {
  expect(await names(['device', 'device', 'device'])).toEqual(['0 no model', '1 no model', '2 no model']);
  expect(await names([])).toEqual([]);
});

it('a driver that crashes hides its own card only', async () => {
  expect(await names(['crash', 'device'])).toEqual(['1 no model']);
  expect(await names(['device', 'crash', 'device'])).toEqual(['0 no model', '2 no model']);
});

it('drivers that all crash come to an end', async () => {
  expect(await names(Array.from({ length: 16 }, () => 'crash'))).toEqual([]);
});

it('hands over the model that makes the engine tell PCI ids, and does without when it cannot be found', async () => {
  const program = probeProgram(['device']);
  const found = await probeGpus(program, () => Promise.resolve({ file: '/models/demo.gguf' }), never);
  expect(found[0]?.name).toBe('0 /models/demo.gguf');
  const lost = await probeGpus(program, () => Promise.reject(new Error('no disk')), never);
  expect(lost[0]?.name).toBe('0 no model');
});

it('asks a driver that was too slow once more, and has more patience then', async () => {
  const folder = tempDir();
  const file = path.join(folder, 'probe.mjs');
  writeFileSync(
    file,
    `import { existsSync, writeFileSync } from 'node:fs';
     const [, , backend, place] = process.argv;
     const index = Number(place);
     const asked = ${JSON.stringify(folder)} + '/asked-' + index;
     if (index === 0 && !existsSync(asked)) {
       writeFileSync(asked, '');
       setInterval(() => {}, 1_000);
     } else {
       const device = { backend, index, name: 'slow', driver: null, pciId: null, totalBytes: 1, usedBytes: 0, unified: false };
       setTimeout(() => process.send(index === 0 ? device : null, () => process.exit(0)), index === 0 ? 2_000 : 0);
     }`,
  );
  expect((await probeGpus(file, noModel, never, 1_500)).map(({ name }) => name)).toEqual(['slow']);
});
