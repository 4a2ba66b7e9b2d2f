/** The command line in this process, against a scripted office: what was printed, what was asked, and the exit code. */
import { PassThrough, type Readable } from 'node:stream';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { onTestFinished, vi } from 'vitest';
import type { Asker } from '../../main/cli/terminal.ts';
import { FakeControl } from './fake-control/fake-control.ts';
import type { FakeOfficeName } from './fake-control/fake-offices.ts';
import { tempDir } from './temp-dir.ts';

interface Typed {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/** A data folder from which a scripted office "runs". */
export async function fakeOfficeFolder(office: FakeOfficeName): Promise<{ dataDir: string; fake: FakeControl }> {
  const fake = new FakeControl({ office, tickMs: 5 });
  const { port } = new URL(await fake.listen(0));
  onTestFinished(() => fake.close());
  const dataDir = tempDir();
  const running = { pid: process.pid, port: Number(port), token: 'test', link: '' };
  writeFileSync(path.join(dataDir, 'running.json'), JSON.stringify(running));
  return { dataDir, fake };
}

/** Read late: what ran meanwhile has set it. */
const exitCode = (): number => Number(process.exitCode ?? 0);

/** Types `args` as a person would. @param add what makes the commands */
export async function type(add: (program: Command) => void, args: readonly string[]): Promise<Typed> {
  const said = { stdout: '', stderr: '' };
  const listen = (stream: 'stdout' | 'stderr') =>
    vi.spyOn(process[stream], 'write').mockImplementation((chunk) => {
      said[stream] += String(chunk);
      return true;
    });
  const spies = [listen('stdout'), listen('stderr')];
  const codeBefore = process.exitCode;
  process.exitCode = undefined;
  try {
    const program = new Command('aivailable').exitOverride();
    add(program);
    await program.parseAsync([...args], { from: 'user' });
    return { ...said, code: exitCode() };
  } finally {
    process.exitCode = codeBefore;
    for (const spy of spies) spy.mockRestore();
  }
}

/** A terminal at which `answers` are typed, one for each question; with none nobody is there. */
export function scriptedTerminal(answers: readonly string[]): { terminal: Asker; asked: string[] } {
  const asked: string[] = [];
  const left = [...answers];
  const answer = (question: string): Promise<string> => {
    asked.push(question);
    const next = left.shift();
    return next === undefined ? Promise.reject(new Error(`nobody answers: ${question}`)) : Promise.resolve(next);
  };
  return {
    asked,
    terminal: {
      attended: answers.length > 0,
      line: answer,
      secret: answer,
      agrees: async (question) => (await answer(question)) === 'y',
      everything: () => answer('standard input'),
    },
  };
}

/** A keyboard: what is written to it is typed. */
export function keyboard(): Readable & { isTTY: boolean; write(text: string): void } {
  const keys = new PassThrough();
  return Object.assign(keys, { isTTY: true, setRawMode: () => keys });
}
