/** Whether the desktop has a place where a tray icon is seen. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Runs a program and resolves to what it printed; rejects when it is missing, fails or takes too long. */
type Ask = (program: string, args: readonly string[]) => Promise<string>;

const name = 'org.kde.StatusNotifierWatcher';
const property = 'IsStatusNotifierHostRegistered';
const watcher = '/StatusNotifierWatcher';
const getProperty = ['--method', 'org.freedesktop.DBus.Properties.Get', name, property];

/** Either program asks the session bus; desktops bring one or the other. */
const questions: readonly (readonly [string, readonly string[]])[] = [
  ['gdbus', ['call', '--session', '--dest', name, '--object-path', watcher, ...getProperty]],
  ['busctl', ['--user', 'get-property', name, watcher, name, property]],
];

/** Windows and macOS always have one. On Linux nobody who answers means that there is none. */
export async function hasTrayHost(platform: NodeJS.Platform, ask: Ask): Promise<boolean> {
  if (platform !== 'linux') return true;
  for (const [program, args] of questions) {
    const answer = await ask(program, args).catch(() => '');
    if (/\btrue\b/.test(answer)) return true;
  }
  return false;
}

/** Asks a program of this PC, for a second at most. */
export const askProgram: Ask = async (program, args) => {
  const { stdout } = await promisify(execFile)(program, [...args], { timeout: 1_000 });
  return stdout;
};
