/** Which data folder belongs to this program, where it was installed as a service. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readInstallRecord } from './install-record.ts';

/** The folder `data` beside the versions of the installation that this program lies in; null: it was not installed. */
export function installedData(): string | null {
  // ROOT/versions/VERSION/agent/node-agent.mjs
  const data = path.join(path.resolve(fileURLToPath(import.meta.url), '../../../..'), 'data');
  return readInstallRecord(data) ? data : null;
}
