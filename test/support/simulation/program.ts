/** `npm run simulate`: prints what happened, and exits 1 when an invariant broke. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { simulate } from './simulate.ts';
import { tell } from './tell.ts';

const { values } = parseArgs({
  options: {
    hours: { type: 'string', default: '24' },
    machines: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    /** For each machine and hour. */
    faults: { type: 'string', default: '1' },
    requests: { type: 'string', default: '6' },
    json: { type: 'boolean', default: false },
  },
});

function figure(name: 'hours' | 'machines' | 'seed' | 'faults' | 'requests'): number {
  const number = Number(values[name]);
  if (!(number >= 0)) throw new Error(`--${name} takes a number, not ${values[name]}.`);
  return number;
}

const dataDir = mkdtempSync(path.join(os.tmpdir(), 'aivailable-simulation-'));
try {
  const startedAt = performance.now();
  const [hours, machines, seed] = [figure('hours'), figure('machines'), figure('seed')];
  const result = await simulate({
    hours,
    machines,
    seed,
    dataDir,
    faults: figure('faults'),
    requests: figure('requests'),
  });
  const { user, system } = process.cpuUsage();
  const minutes = { real: (performance.now() - startedAt) / 60_000, processor: (user + system) / 60_000_000 };
  const { counts, ...rest } = result;
  console.log(
    values.json ? JSON.stringify({ ...rest, minutes, counts: Object.fromEntries(counts) }) : tell(result, minutes),
  );
  if (result.broken) process.exitCode = 1;
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}
