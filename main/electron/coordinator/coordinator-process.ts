/** Entry of the coordinator's process, in Electron. */
import { defaultDataDir } from '../../base/data-dir.ts';
import { openCoordinator } from '../../coordinator/coordinator.ts';
import { findPrograms } from '../../coordinator/programs.ts';
import { readArguments } from '../arguments.ts';
import { hostCoordinator } from './coordinator-host.ts';
import { Notices } from './notices.ts';
import { watchStatus } from './watch-status.ts';

// The agent and its runners are forked from here, and Electron is their Node. It cannot be set from outside, as this process
// itself would start as plain Node then.
process.env['ELECTRON_RUN_AS_NODE'] = '1';

const { parentPort } = process;
const { dataDir, port, agentsPort } = readArguments(process.argv.slice(2), defaultDataDir());

/** What is told at once, once the office is open. */
let notices: Notices | null = null;

async function open(onShutdownWish: () => void) {
  const ports = { ...(port === undefined ? {} : { port }), ...(agentsPort === undefined ? {} : { agentsPort }) };
  const coordinator = await openCoordinator({ dataDir, programs: findPrograms(), onShutdownWish, ...ports });
  const sleep = (): void => {
    notices?.sleep();
    coordinator.sleep();
  };
  const wake = (): void => {
    notices?.wake();
    coordinator.wake();
  };
  return { ...coordinator, sleep, wake };
}

await hostCoordinator({
  parent: {
    send: parentPort.postMessage.bind(parentPort),
    onMessage: (listener) => void parentPort.on('message', ({ data }) => listener(data)),
  },
  open,
  watch: (coordinator, report) => watchStatus(() => coordinator.state(), report),
  notify: (coordinator, tell) => {
    const made = new Notices(
      coordinator.state().models.map(({ name }) => name),
      tell,
    );
    notices = made;
    const stop = coordinator.onEvent((event) => made.hear(event));
    return () => {
      stop();
      made.close();
    };
  },
  exit: (code) => process.exit(code),
});
