/** Runs a program of the system that tells something of the hardware. It never throws. */
import { execFile } from 'node:child_process';
import { decodeOutput } from './decode-output.ts';

/** What a tool printed, however it ended; or that it is not there; or why nothing came of it, as a sentence. */
export type ToolOutput =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed'; readonly why: string };

/** A driver that hangs must not hang the agent. */
const usualTimeoutMs = 5_000;
const maxBytes = 8 * 1024 * 1024;

export function runTool(
  program: string,
  args: readonly string[],
  signal: AbortSignal,
  timeoutMs = usualTimeoutMs,
): Promise<ToolOutput> {
  return new Promise((resolve) => {
    const options = { signal, timeout: timeoutMs, maxBuffer: maxBytes, windowsHide: true, encoding: 'buffer' } as const;
    execFile(program, args, { ...options, env: { ...process.env, LC_ALL: 'C' } }, (error, stdout) => {
      const text = decodeOutput(stdout);
      if (error === null) return resolve({ kind: 'text', text });
      if (error.code === 'ENOENT') return resolve({ kind: 'missing' });
      if (error.killed) {
        return resolve({ kind: 'failed', why: `${program} did not answer within ${timeoutMs / 1000} s.` });
      }
      // Tools of drivers say what is wrong on their standard output.
      if (text.trim() !== '') return resolve({ kind: 'text', text });
      resolve({ kind: 'failed', why: `${program} failed (${String(error.code ?? error.signal ?? 'no reason')}).` });
    });
  });
}
