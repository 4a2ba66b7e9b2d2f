import { renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { destination, type Logger, pino } from 'pino';

/** The log begins anew past this size; the one before is kept. */
const rotateBytes = 5 * 1024 * 1024;

/** The agent's log: `agent.log` in its data folder. Written at once, so that the last lines of a crash are there. */
export function openAgentLog(dataDir: string): Logger {
  const file = path.join(dataDir, 'agent.log');
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > rotateBytes) renameSync(file, `${file}.1`);
  return pino({ base: { pid: process.pid } }, destination({ dest: file, sync: true }));
}
