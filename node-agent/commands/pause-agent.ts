/** `agent pause` and `agent resume`: whoever sits at this PC has its graphics cards for themselves, and gives them back. */
import { existsSync } from 'node:fs';
import { runningAgent } from '../../common/running-agent.ts';
import { refuse } from '../../contract/problem.ts';
import { endInWords } from '../../contract/user-pause.ts';
import { endUserPause, keepUserPause, readUserPause } from '../base/user-pause-file.ts';

const minuteMs = 60_000;
/** A week: what shall last longer ends by hand. */
export const mostPauseMinutes = 7 * 24 * 60;

/**
 * Pauses the agent of this data folder, now and after a restart. A pause that holds already is replaced.
 * @param minutes after which it ends by itself; null: it does not
 * @returns what happens now, as sentences
 * @throws ProblemError data_not_writable
 */
export function pauseAgent(dataDir: string, minutes: number | null, now = Date.now()): string {
  const until = minutes === null ? null : now + minutes * minuteMs;
  write(dataDir, () => keepUserPause(dataDir, { since: now, until }));
  const end = until === null ? '' : ` until ${endInWords(until, now)}`;
  const effect = runningAgent(dataDir)
    ? 'Its models leave the graphics cards; answers that are being written go on elsewhere, or end here within a minute.'
    : 'No agent runs now; one that starts takes no models.';
  return `This PC is paused${end}. ${effect}\nThe office sees that its user paused it, and cannot end the pause. To end it: agent resume`;
}

/** Ends the pause. @returns what was done, as a sentence. @throws ProblemError data_not_writable */
export function resumeAgent(dataDir: string, now = Date.now()): string {
  const held = readUserPause(dataDir, now) !== null;
  write(dataDir, () => endUserPause(dataDir));
  return held ? 'This PC takes models again as they fit.' : 'This PC was not paused.';
}

function write(dataDir: string, change: () => void): void {
  const effect = 'Nothing was changed.';
  if (!existsSync(dataDir)) {
    refuse('data_not_writable', `There is no data folder ${dataDir}.`, {
      effect,
      action: 'Name the one that the agent runs with: --data DIR',
    });
  }
  try {
    change();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    refuse('data_not_writable', `The data folder ${dataDir} cannot be written: ${why}.`, {
      effect,
      action: 'Run this as the user whose agent it is; of an agent for all users, as its administrator.',
    });
  }
}
