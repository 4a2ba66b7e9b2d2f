/** The log: JSON lines in a file, without secrets. What a person should read goes to the terminal instead. */
import { renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { destination, type Logger, pino } from 'pino';
import { makeFolder } from './make-folder.ts';

export type Log = Logger;

interface LogOptions {
  /** Fields of every line. */
  readonly base?: Record<string, unknown>;
  /** Each line is written at once, so that the last ones before a crash are there; it costs a write to the disk for each. */
  readonly sync?: boolean;
}

const keptBytes = 5 * 1024 * 1024;
const secrets = ['key', 'secret', 'token', 'authorization', 'cookie', 'password'];

/** Opens `file` for appending; one of over 5 MB is set aside first, and the one set aside before is dropped. */
export function openLog(file: string, { base, sync = false }: LogOptions = {}): Log {
  makeFolder(path.dirname(file), 0o700);
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > keptBytes) renameSync(file, `${file}.1`);
  const out = destination({ dest: file, sync, mode: 0o600 });
  // Where the disk is full, lines wait in memory: a log that cannot be written is no reason to end.
  out.on('error', () => undefined);
  const redact = { paths: secrets.flatMap((name) => [name, `*.${name}`]), remove: true };
  return pino({ redact, base: base ?? null }, out);
}
