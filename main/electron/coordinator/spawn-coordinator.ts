import path from 'node:path';
import { utilityProcess } from 'electron';
import { writeArguments, type DesktopArguments } from '../arguments.ts';
import type { CoordinatorChild } from './coordinator-keeper.ts';

/** Starts the coordinator in a utility process. @param programs folder of the desktop's built programs */
export function spawnCoordinator(programs: string, options: DesktopArguments): CoordinatorChild {
  const child = utilityProcess.fork(path.join(programs, 'coordinator-process.mjs'), writeArguments(options), {
    serviceName: 'AIvailable coordinator',
    stdio: 'inherit',
    // As scripts/node24.mjs has them for plain Node, and why.
    execArgv: ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=4', '--max-old-space-size=512'],
  });
  return {
    send: child.postMessage.bind(child),
    kill: () => void child.kill(),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.on('exit', listener),
  };
}
