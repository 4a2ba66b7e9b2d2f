/** The real coordinator with the fake agent on its own PC. Usage: coordinator DATA PORT. The agent's options: FAKE_AGENT. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { openCoordinator } from '../../main/coordinator/coordinator.ts';
import { findPrograms } from '../../main/coordinator/programs.ts';

const [dataDir = '', port = ''] = process.argv.slice(2);
const programs = {
  ...findPrograms(pathToFileURL(path.resolve('dist/aivailable.mjs')).href),
  agent: path.resolve('test/support/fake-agent.ts'),
};
const coordinator = await openCoordinator({ dataDir, programs, port: Number(port) });
coordinator.onModelReady(() => process.stdout.write('listening\n'));
process.once('SIGTERM', () => void coordinator.close());
