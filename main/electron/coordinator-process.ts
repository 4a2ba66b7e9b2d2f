/** Entry of the coordinator's process, in Electron. */
import { defaultDataDir } from '../base/data-dir.ts';
import { readRunning } from '../base/data-folder.ts';
import { openCoordinator } from '../coordinator/coordinator.ts';
import { findPrograms } from '../coordinator/programs.ts';
import { readArguments } from './arguments.ts';
import { hostCoordinator } from './coordinator-host.ts';
import { watchStatus } from './watch-status.ts';

// The agent and its runners are forked from here, and Electron is their Node. It cannot be set from outside, as this process
// itself would start as plain Node then.
process.env['ELECTRON_RUN_AS_NODE'] = '1';

const { parentPort } = process;
const { dataDir, port, agentsPort } = readArguments(process.argv.slice(2), defaultDataDir());

await hostCoordinator({
  parent: {
    send: parentPort.postMessage.bind(parentPort),
    onMessage: (listener) => void parentPort.on('message', ({ data }) => listener(data)),
  },
  open: (onShutdownWish) =>
    openCoordinator({
      dataDir,
      programs: findPrograms(),
      onShutdownWish,
      ...(port === undefined ? {} : { port }),
      ...(agentsPort === undefined ? {} : { agentsPort }),
    }),
  watch: (coordinator, report) =>
    watchStatus(async (signal) => {
      const headers = { authorization: `Bearer ${readRunning(dataDir)?.token ?? ''}` };
      const response = await fetch(`http://127.0.0.1:${coordinator.port}/control/state`, { headers, signal });
      return response.json();
    }, report),
  exit: (code) => process.exit(code),
});
