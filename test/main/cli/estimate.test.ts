import { totalBytes } from '../../../contract/replica.ts';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { addEstimateCommand } from '../../../main/cli/estimate.ts';
import { openLedger } from '../../../main/ledger/ledger.ts';
import { MeasuredLoads } from '../../../main/ledger/measured-loads.ts';
import { ModelBook } from '../../../main/ledger/models.ts';
import { estimateMemory } from '../../../main/planner/memory.ts';
import { llamaFacts, shaOf, variant } from '../../support/office-fixtures.ts';
import { ggufBytes, smallLlama } from '../../support/engine/small-gguf.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { type } from '../../support/typed-command.ts';
import { quietLog } from '../../support/quiet-log.ts';

const estimate = (dataDir: string, ...args: string[]) =>
  type(addEstimateCommand, ['estimate', ...args, '--data', dataDir]);

/** An office that has one model, of which one load was measured. */
function officeFolder(): string {
  const dataDir = tempDir();
  const db = openLedger(dataDir);
  new ModelBook(db).putVariant(variant());
  const memory = { weightsBytes: 2_040_000_000, cacheBytes: 939_524_096, workBytes: 330_000_000 };
  const shape = { contextLength: 4096, slots: 2 };
  new MeasuredLoads(db, quietLog).note('A r-1', {
    sha256: shaOf('a'),
    backend: 'vulkan',
    family: 'gtx 10',
    ...shape,
    memory,
  });
  db.close();
  return dataDir;
}

const jsonOf = ({ stdout }: { stdout: string }) => JSON.parse(stdout) as Record<string, unknown>;

describe('aivailable estimate', () => {
  it('says what a model of the catalogue would take, and where it goes', async () => {
    const { stdout, code } = await estimate(tempDir(), 'gemma-3-4b-it', '--context', '8192', '--slots', '2');
    expect(stdout).toContain('gemma-3-4b-it Q4_K_M on vulkan\n  weights              2.3 GB  all tensors\n');
    expect(stdout).toContain('2 conversations of 8,192 tokens; 29 of 34 layers keep the last 1024\n');
    expect(stdout).toMatch(/ {2}working space +0\.7 GB {2}one batch of 512 tokens.*\n {2}total +3\.7 GB\n/);
    expect(stdout).toContain('Estimated from the catalogue.\n');
    expect(code).toBe(0);
  });

  it('reads a file, and prints one object with --json', async () => {
    const file = path.join(tempDir(), 'small-Q8_0.gguf');
    writeFileSync(file, ggufBytes(smallLlama()));
    const answer = jsonOf(await estimate(tempDir(), file, '--backend', 'cpu', '--json'));
    expect(answer).toMatchObject({
      model: 'Llama 3.2 3B Instruct',
      quantization: 'Q8_0',
      from: 'file',
      backend: 'cpu',
    });
    expect(answer).toMatchObject({
      contextLength: 4096,
      slots: 1,
      measured: 0,
      memory: { cacheBytes: 112 * 1024 * 4096 },
    });
  });

  it('takes a model of the office first, and corrects it by loads on cards of the same family', async () => {
    const dataDir = officeFolder();
    const asked = ['llama-3.2-3b', '--context', '4096', '--slots', '2'];
    const plain = estimateMemory(llamaFacts, { contextLength: 4096, slots: 2 }, 'vulkan');
    expect(jsonOf(await estimate(dataDir, ...asked, '--json'))).toMatchObject({
      from: 'library',
      measured: 0,
      memory: { totalBytes: totalBytes(plain) },
    });
    const corrected = await estimate(dataDir, ...asked, '--gpu', 'GeForce GTX 1080');
    expect(corrected.stdout).toContain('Corrected by 1 load measured on GeForce GTX 1080 and cards like it.');
    expect(jsonOf(await estimate(dataDir, ...asked, '--gpu', 'GTX 1080', '--json'))).toMatchObject({
      memory: { weightsBytes: 2_040_000_000 },
      measured: 1,
    });
  });

  it('refuses a model that is not known, with those that are', async () => {
    const { stderr, code } = await estimate(officeFolder(), 'llama-9');
    expect(stderr).toMatch(/There is no model named “llama-9”\. Known are bge-m3, .*, llama-3\.2-3b, /);
    expect(stderr).toContain('A file is named with its path, ending in .gguf.');
    expect(code).toBe(1);
    const quantization = await estimate(tempDir(), 'phi-4', '--quantization', 'Q1_X');
    expect(quantization.stderr).toContain('phi-4 is not known in Q1_X. It is known in ');
    expect((await estimate(tempDir(), '/nowhere/x.gguf')).stderr).toContain('There is no such file: /nowhere/x.gguf');
  });

  it('refuses a context over the one that the model was trained for, with the number', async () => {
    const { stderr, code } = await estimate(tempDir(), 'gemma-2-9b-it', '--context', '9000');
    expect(stderr).toBe(
      'gemma-2-9b-it was trained for 8,192 tokens; 9,000 are more.\nThe request was not carried out.\nGive --context 8192 or less.\n',
    );
    expect(code).toBe(1);
  });

  it('makes nothing in a folder where no office is', async () => {
    const dataDir = path.join(tempDir(), 'none');
    expect((await estimate(dataDir, 'phi-4')).code).toBe(0);
    await expect(estimate(dataDir, 'phi-4', '--slots', '65')).rejects.toThrow('whole number from 1 to 64');
  });
});
