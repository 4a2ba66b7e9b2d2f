/** Programs of this machine that the rig is made with: ip, mount, nft, systemd-nspawn. */
import { execFile } from 'node:child_process';

/** Runs a program to its end. @returns what it wrote @throws Error with what it said when it fails */
export const system = (program: string, ...args: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    execFile(program, [...args], { encoding: 'utf8', maxBuffer: 16 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${program} ${args.join(' ')}: ${stderr.trim() || error.message}`, { cause: error }));
      else resolve(stdout);
    });
  });

/** The same for what may be undone already: a failure counts as done. */
export async function systemOrNothing(program: string, ...args: readonly string[]): Promise<string> {
  try {
    return await system(program, ...args);
  } catch {
    return '';
  }
}
