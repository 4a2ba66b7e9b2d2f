/** Disks that are full, and files that are not what they were. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { demoModel } from '../../../../common/demo-model.ts';
import { demoFile } from '../../../support/engine/demo-spec.ts';
import { type Fault, signalAll } from './fault.ts';

/** What runs there must be loaded again while not a byte can be written; on the coordinator's PC, writing is what it does anyway. */
export const diskFull: Fault = async (ground, where, { lastsMs }) => {
  const disk = ground.disk(where);
  disk.fill();
  try {
    if (ground.services.has(where)) signalAll(await ground.runnersOn(where), 'SIGKILL');
    await wait(lastsMs);
  } finally {
    disk.empty();
  }
};

/** Another byte in the middle of the model's file, which is loaded anew: what was mapped before stays as it was. */
export const modelFileCorrupt: Fault = async (ground, where) => {
  const { dataDir } = ground.services.get(where)?.agent ?? {};
  if (dataDir === undefined) throw new Error(`${where} has no files of its own`);
  const bytes = readFileSync(demoFile);
  const middle = Math.floor(bytes.length / 2);
  bytes.writeUInt8((bytes.readUInt8(middle) + 1) % 256, middle);
  const file = path.join(dataDir, 'models', `${demoModel.sha256}.gguf`);
  writeFileSync(`${file}.new`, bytes, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  signalAll(await ground.runnersOn(where), 'SIGKILL');
};
