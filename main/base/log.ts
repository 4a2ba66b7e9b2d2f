/** The log: JSON lines in a file, without secrets. What a person should read goes to the terminal instead. */
import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import pino from 'pino';

export type Log = pino.Logger;

const keptBytes = 5 * 1024 * 1024;

/** Opens `file` for appending; one of over 5 MB is set aside first, and the one set aside before is dropped. */
export function createLog(file: string, level = 'info'): Log {
  mkdirSync(path.dirname(file), { recursive: true });
  if (existsSync(file) && statSync(file).size > keptBytes) renameSync(file, `${file}.1`);
  const redact = { paths: ['*.key', '*.secret', '*.token', '*.authorization', '*.cookie', '*.password'], remove: true };
  return pino({ level, redact, base: null }, pino.destination({ dest: file, sync: false }));
}

/** A log that keeps nothing, for tests and for commands that only print. */
export const silentLog = (): Log => pino({ level: 'silent' });
