/** What became of the asks so far, kept beside the data for whoever wants to see the code: `agent status`. */
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { writeWhole } from '../../common/write-whole.ts';

const OpenAsk = z.object({
  officeName: z.string(),
  address: z.string(),
  /** "48-KITE"; null when an admin said no. */
  code: z.string().nullable(),
});
/** An ask that waits for an admin, or that was refused. */
export type OpenAsk = z.infer<typeof OpenAsk>;

const fileOf = (dataDir: string): string => path.join(dataDir, 'asks.json');

/** Those of the agent that runs on a data folder; one that was killed leaves its own behind. */
export function readOpenAsks(dataDir: string): OpenAsk[] {
  try {
    return z.array(OpenAsk).parse(JSON.parse(readFileSync(fileOf(dataDir), 'utf8')));
  } catch {
    return [];
  }
}

export function keepOpenAsks(dataDir: string, asks: readonly OpenAsk[]): void {
  if (asks.length === 0) rmSync(fileOf(dataDir), { force: true });
  else writeWhole(fileOf(dataDir), JSON.stringify(asks));
}
