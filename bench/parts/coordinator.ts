/**
 * The real coordinator with the fake agent on its own PC. Usage: coordinator DATA PORT [--without-keys]. The agent's options: FAKE_AGENT.
 *
 * --without-keys: the same program, but that nobody is asked for a key, nothing is limited and nothing is counted: to tell what these cost.
 */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { noLimits } from '../../contract/keys.ts';
import { openCoordinator } from '../../main/coordinator/coordinator.ts';
import { findPrograms } from '../../main/coordinator/programs.ts';
import { KeyLimits } from '../../main/gateway/key-limits.ts';
import { Keys } from '../../main/ledger/keys.ts';
import { UsageBook } from '../../main/ledger/usage.ts';

const [dataDir = '', port = '', ...flags] = process.argv.slice(2);
if (flags.includes('--without-keys')) {
  const anybody = { id: 'key-0', name: 'anybody', limits: noLimits };
  Keys.prototype.find = () => anybody;
  KeyLimits.prototype.admit = () => undefined;
  KeyLimits.prototype.admitModel = () => undefined;
  UsageBook.prototype.note = () => undefined;
}
const programs = {
  ...findPrograms(pathToFileURL(path.resolve('dist/aivailable.mjs')).href),
  agent: path.resolve('test/support/fake-agent.ts'),
};
const coordinator = await openCoordinator({ dataDir, programs, port: Number(port) });
coordinator.onModelReady(() => process.stdout.write('listening\n'));
process.once('SIGTERM', () => void coordinator.close());
