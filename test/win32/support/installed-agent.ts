/** The agent on a Wine PC, as its installer puts it there and takes it away. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { until } from '../../support/until.ts';
import type { Ran, WinePc } from './wine-pc.ts';

const downloads = 'C:\\users\\root\\Downloads';
const temporary = 'C:\\users\\root\\AppData\\Local\\Temp';
const programFolder = 'C:\\users\\root\\AppData\\Local\\Programs\\AIvailable agent';
const uninstallKey = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\AIvailable agent';

const slowMs = 120_000;

/** Makes the folder that downloads go to: a browser's work, not ours. */
export function prepareDownloads(pc: WinePc): void {
  mkdirSync(pc.disk(downloads), { recursive: true });
}

/** Opens a downloaded installer. @param args of the installer, and of the agent that it installs */
export function install(pc: WinePc, name: string, content: Uint8Array, args: readonly string[]): Promise<Ran> {
  writeFileSync(pc.disk(`${downloads}\\${name}`), content);
  return pc.run(`${downloads}\\${name}`, ['/S', ...args], { timeout: slowMs });
}

/** `agent status`, as the installer's last page runs it. */
export function statusOfAgent(pc: WinePc): Promise<Ran> {
  return runNode(pc, `${versionFolder(pc)}\\agent\\node-agent.mjs`, 'status', '--data', `${programFolder}\\data`);
}

/** Starts a program of the agent's folder that never ends by itself. Settles when something ends it. */
export function hang(pc: WinePc): Promise<Ran> {
  return runNode(pc, '--eval', 'setInterval(() => {}, 1e6)');
}

/**
 * Makes the installed version an older one, and puts a folder in the way of a file of the installer's.
 * @returns takes the obstacle away
 */
export function preventCopying(pc: WinePc, older: string): () => void {
  const installed = pc.disk(versionFolder(pc));
  renameSync(installed, path.join(path.dirname(installed), older));
  writeFileSync(pc.disk(`${programFolder}\\current.txt`), `${older}\n`);
  mkdirSync(path.join(installed, 'manifest.json'), { recursive: true });
  return () => rmSync(installed, { recursive: true });
}

/** Versions of the agent that lie on the disk. */
export const versionsOn = (pc: WinePc): string[] => readdirSync(pc.disk(`${programFolder}\\versions`));

const runNode = (pc: WinePc, ...words: string[]): Promise<Ran> => pc.run(`${versionFolder(pc)}\\bin\\node.exe`, words);

function versionFolder(pc: WinePc): string {
  const version = readFileSync(pc.disk(`${programFolder}\\current.txt`), 'utf8').trim();
  return `${programFolder}\\versions\\${version}`;
}

/** What the agent wrote last, for a test that failed. */
export function readAgentLog(pc: WinePc): string {
  const file = pc.disk(`${programFolder}\\data\\agent.log`);
  return existsSync(file) ? readFileSync(file, 'utf8').slice(-8_000) : 'The agent wrote no log.';
}

/** Runs the command that Windows keeps for an uninstallation without questions, and waits for its end. */
export async function uninstall(pc: WinePc): Promise<void> {
  const { stdout } = await pc.run('reg.exe', ['query', uninstallKey, '/v', 'QuietUninstallString']);
  const command = /REG_SZ\s+"([^"]+)" (\/S)/.exec(stdout);
  if (!command?.[1] || !command[2]) throw new Error(`no command to uninstall: ${stdout}`);
  await pc.run(command[1], [command[2]]);
  await isGone(pc);
}

/** `agent service uninstall`, which keeps the agent's data and its options. Settles when its programs and all else are gone. */
export async function uninstallButKeep(pc: WinePc): Promise<void> {
  const words = ['service', 'uninstall', '--data', `${programFolder}\\data`];
  await runNode(pc, `${versionFolder(pc)}\\agent\\node-agent.mjs`, ...words);
  const isLeft = (): boolean => readdirSync(pc.disk(programFolder)).toSorted().join() === 'agent.ini,data';
  await until('only its data and options are left', () => isLeft() && pc.processes().length === 0, slowMs);
}

/** Waits until the agent's folder, its programs and what uninstalled it are gone. */
export async function isGone(pc: WinePc): Promise<void> {
  const look = (): true => {
    const uninstallers = readdirSync(pc.disk(temporary)).filter((name) => /^~nsu/i.test(name));
    const files = existsSync(pc.disk(programFolder)) ? readdirSync(pc.disk(programFolder)) : [];
    const left = [...uninstallers, ...files, ...pc.processes()];
    if (left.length > 0) throw new Error(`left: ${left.join(', ')}`);
    return true;
  };
  await until('the agent is gone', look, slowMs);
}
