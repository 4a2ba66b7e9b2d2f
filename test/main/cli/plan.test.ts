import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { PlanFile } from '../../../contract/office-file.ts';
import { addPlanCommand } from '../../../main/cli/plan.ts';
import { root } from '../../support/source/source-files.ts';
import { tempDir } from '../../support/temp-dir.ts';

const fixture = (name: string): string => path.join(root, 'test', 'fixtures', 'offices', name);

async function run(...words: string[]): Promise<{ out: string; err: string; code: number }> {
  const said = { out: '', err: '' };
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((said.out += String(text)), true));
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((said.err += String(text)), true));
  const program = new Command();
  addPlanCommand(program);
  await program.parseAsync(['plan', ...words], { from: 'user' });
  const code = Number(process.exitCode ?? 0);
  vi.restoreAllMocks();
  return { ...said, code };
}

/** The problem of a file with this content. */
async function problemOf(text: string): Promise<{ code: string; message: string }> {
  const file = path.join(tempDir(), 'office.json');
  writeFileSync(file, text);
  const { out, code } = await run(file, '--json');
  expect(code).toBe(1);
  return (JSON.parse(out) as { error: { code: string; message: string } }).error;
}

afterEach(() => {
  process.exitCode = undefined;
});

describe('aivailable plan', () => {
  it('prints a plan in its format', async () => {
    const { out, code } = await run(fixture('four-pcs.json'), '--json');
    const plan = PlanFile.parse(JSON.parse(out));
    expect(plan.replicas.length).toBeGreaterThanOrEqual(4);
    expect(plan.refused).toEqual([]);
    expect(code).toBe(0);
  });

  it('prints machines with what runs there, and why, for people', async () => {
    const { out } = await run(fixture('four-pcs.json'));
    expect(out).toContain('STUDIO-3\n  GeForce RTX 3060  qwen2.5-7b Q8_0');
    expect(out).toContain('It runs on OFFICE-1 already and stays as it is.');
    expect(out).toMatch(/GB of 22\.0 GB usable video memory in use \(\d+ %\), planned in \d+ ms\.\n$/);
  });

  it('prints what gets no place, with the remedy, and has made its plan all the same', async () => {
    const file = path.join(tempDir(), 'office.json');
    const office = JSON.parse(readFileSync(fixture('two-cards-in-one-pc.json'), 'utf8')) as { policy: object };
    writeFileSync(file, JSON.stringify({ ...office, policy: { ...office.policy, split: false } }));
    const { out, code } = await run(file);
    expect(out).toContain(
      'Fewer replicas than required:\n  qwen2.5-32b: 0 of 1. Q3_K_M with 1 × 4096 tokens needs 16.3 GB;',
    );
    expect(out).toContain('let replicas lie on several GPUs');
    expect(code).toBe(0);
  });

  it('names every mistake of a file', async () => {
    const { err, out, code } = await run(fixture('full-of-mistakes.json'));
    expect(out).toBe('');
    expect(err).toContain('full-of-mistakes.json has 10 mistakes:\n  machines.0.gpus.0.vramTotal: ');
    expect(err).toContain('deployments.2.model: "bge-m4" is no model of the file\nNo plan was made.\n');
    expect(code).toBe(1);
  });

  it('says what is no JSON, and what is no office', async () => {
    expect(await problemOf('{ "format": ')).toMatchObject({ code: 'office_file_invalid' });
    expect((await problemOf('')).message).toMatch(/^office\.json is not JSON: /);
    expect((await problemOf('[]')).message).toMatch(/^office\.json has 1 mistake:\n {2}the file: /);
    const many = JSON.stringify({ machines: Array.from({ length: 60 }, () => ({})) });
    expect((await problemOf(many)).message).toMatch(/\n {2}and \d+ more$/);
  });

  it('refuses a file that is too large', async () => {
    expect((await problemOf(' '.repeat(33 * 1024 * 1024))).message).toBe('office.json has 33 MB, at most 32 MB.');
  });

  it('says that there is no such file, and that a folder is none', async () => {
    const missing = path.join(tempDir(), 'nowhere.json');
    expect((await run(missing)).err).toMatch(/^There is no such file: .*nowhere\.json\nNo plan was made\./);
    expect((await run(tempDir())).err).toMatch(/^It cannot be read \(EISDIR\)/);
  });
});
