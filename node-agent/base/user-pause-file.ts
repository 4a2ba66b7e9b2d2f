/** The pause that this PC's user wished, in a file of the agent's data folder: the agent looks at it, and it outlives a restart. */
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { UserPause } from '../../contract/user-pause.ts';
import { writeWhole } from '../../common/write-whole.ts';

export const userPauseFile = (dataDir: string): string => path.join(dataDir, 'paused.json');

/**
 * The pause that holds at a moment; null when there is none, or when it is over. Whoever left something unreadable there wanted a
 * pause: it holds until it is taken away.
 * @param now milliseconds since 1970
 */
export function readUserPause(dataDir: string, now: number): UserPause | null {
  const text = readOrNull(userPauseFile(dataDir));
  if (text === null) return null;
  const pause = parseOrEndless(text, now);
  return pause.until !== null && pause.until <= now ? null : pause;
}

export const keepUserPause = (dataDir: string, pause: UserPause): void =>
  writeWhole(userPauseFile(dataDir), JSON.stringify(pause));

export const endUserPause = (dataDir: string): void => rmSync(userPauseFile(dataDir), { force: true });

function readOrNull(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

function parseOrEndless(text: string, now: number): UserPause {
  try {
    return UserPause.parse(JSON.parse(text));
  } catch {
    return { since: now, until: null };
  }
}
