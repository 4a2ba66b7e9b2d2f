/** Programs of the system, run to their end. */
import { execFile } from 'node:child_process';

export interface ShellResult {
  /** 127 when there is no such program. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Shell {
  /** Runs a program to its end, and never throws for what it says. */
  run(program: string, args: readonly string[]): Promise<ShellResult>;
}

const limitMs = 60_000;

/** The programs of this PC. */
export const hostShell = (env: NodeJS.ProcessEnv, uid: number | null): Shell => ({
  run: (program, args) =>
    new Promise((resolve) => {
      execFile(
        program,
        args,
        { env: withSession(env, uid), timeout: limitMs, windowsHide: true },
        (error, stdout, stderr) => {
          const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 127;
          resolve({ code, stdout, stderr: stderr || (code === 127 && error ? error.message : '') });
        },
      );
    }),
});

/** A login by SSH may lack it, and without it the user's own service manager is not found. */
const withSession = (env: NodeJS.ProcessEnv, uid: number | null): NodeJS.ProcessEnv =>
  uid === null || env['XDG_RUNTIME_DIR'] ? env : { ...env, XDG_RUNTIME_DIR: `/run/user/${uid}` };
