import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';

/**
 * Removes what earlier versions left: the app takes all agents of the folder along.
 * @param {string} folder of the bundles
 * @param {string} ending of the files of this kind: "-linux-x64.tar.gz"
 * @param {string} kept name of this version's
 */
export function removeOlder(folder, ending, kept) {
  for (const name of readdirSync(folder)) {
    if (name.startsWith('aivailable-agent-') && name.endsWith(ending) && name !== kept) rmSync(path.join(folder, name));
  }
}
