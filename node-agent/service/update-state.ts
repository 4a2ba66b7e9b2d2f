/** What is known of an update between the starts of the agent: a new version proves itself by a connection, or gives way. */
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { writeWhole } from '../../common/write-whole.ts';
import { BundleVersion } from '../../contract/bundle.ts';

const UpdateState = z.strictObject({
  version: BundleVersion,
  /** In use before, and kept until the new one has proved itself. */
  previous: BundleVersion,
  /** Starts of the new one. */
  starts: z.int().nonnegative(),
});
type UpdateState = z.infer<typeof UpdateState>;

const fileIn = (dataDir: string): string => path.join(dataDir, 'update.json');

export const beginUpdate = (dataDir: string, state: Omit<UpdateState, 'starts'>): void =>
  writeUpdate(dataDir, { ...state, starts: 0 });

export const writeUpdate = (dataDir: string, state: UpdateState): void =>
  writeWhole(fileIn(dataDir), `${JSON.stringify(state)}\n`);

/** @returns null when none is under way, or when its file cannot be read: then the version in use stays. */
export function readUpdate(dataDir: string): UpdateState | null {
  try {
    return UpdateState.parse(JSON.parse(readFileSync(fileIn(dataDir), 'utf8')));
  } catch {
    return null;
  }
}

export const endUpdate = (dataDir: string): void => rmSync(fileIn(dataDir), { force: true });
