/** Which devices the engine can use: asked in processes of their own, because a driver may crash or hang. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { deviceEnvironment } from '../engine/device-environment.ts';
import { ProbeAnswer, type ProbedDevice } from './probed-device.ts';

/** More cards than any PC has: an end to the loop whatever a driver says. */
const maxDevices = 16;
/** Longer than a slow driver takes; a hung one is given up. */
const timeoutMs = 30_000;

/** Asked at once: on the usual PC the second question only tells that there is no second card. */
const atOnce = 2;

/**
 * Asks the engine for the devices of this PC: one process for each place in the backend's own order, until there is none.
 * @param entry the probe's program
 */
export async function probeGpus(entry: string, signal: AbortSignal): Promise<ProbedDevice[]> {
  if (process.platform === 'darwin') {
    const device = await probeOne(entry, 'metal', 0, signal);
    return device ? [device] : [];
  }
  const devices: ProbedDevice[] = [];
  while (devices.length < maxDevices) {
    const places = Array.from({ length: atOnce }, (_, next) => devices.length + next);
    const answers = await Promise.all(places.map((index) => probeOne(entry, 'vulkan', index, signal)));
    const end = answers.indexOf(null);
    devices.push(...answers.slice(0, end < 0 ? atOnce : end).filter((device) => device !== null));
    if (end >= 0) break;
  }
  return devices;
}

async function probeOne(
  entry: string,
  backend: ProbedDevice['backend'],
  index: number,
  signal: AbortSignal,
): Promise<ProbedDevice | null> {
  const child = fork(entry, [backend, String(index)], {
    env: { ...process.env, ...deviceEnvironment([{ backend, index }]) },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    signal,
    killSignal: 'SIGKILL',
    timeout: timeoutMs,
  });
  const answer = Promise.withResolvers<ProbedDevice | null>();
  child.once('message', (message) => answer.resolve(ProbeAnswer.parse(message)));
  child.once('error', (error) => answer.reject(error));
  child.once('exit', () => answer.resolve(null));
  const device = await answer.promise;
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return device;
}
