/** A program that runs for as long as it is held. */
import { spawn } from 'node:child_process';
import type { AwakeWay } from './awake-ways.ts';

export interface HeldProgram {
  /** Resolves when it has ended: null after `end`, else why, as a sentence without a full stop. */
  readonly ended: Promise<string | null>;
  end(): void;
}

export type HoldProgram = (way: AwakeWay) => HeldProgram;

const keptCharacters = 300;

/** Starts it. It never throws: what cannot be started has ended. */
export const holdProgram: HoldProgram = ({ program, args }) => {
  const child = spawn(program, args, { stdio: ['pipe', 'ignore', 'pipe'], windowsHide: true });
  let said = '';
  let wanted = true;
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-keptCharacters)));
  // A pipe to a program that is gone is no news.
  child.stdin.on('error', () => undefined);
  const ended = new Promise<string | null>((resolve) => {
    child.once('error', (error) => resolve(`${program} cannot be run: ${error.message}`));
    child.once('close', (code) => resolve(wanted ? `${program} ended (${code ?? 'killed'}): ${said.trim()}` : null));
  });
  const end = (): void => {
    wanted = false;
    child.stdin.end();
    child.kill();
  };
  return { ended, end };
};
