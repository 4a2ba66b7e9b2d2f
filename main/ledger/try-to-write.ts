import type { Log } from '../../common/log.ts';

/**
 * Writes what was gathered in memory. A disk that is full ends no answer: what cannot be written is said in the log, and it is for
 * the caller to keep it for the next time.
 * @returns whether it is written
 */
export function tryToWrite(log: Log | null, work: () => void): boolean {
  try {
    work();
    return true;
  } catch (error) {
    log?.warn({ err: error }, 'the ledger cannot be written');
    return false;
  }
}
