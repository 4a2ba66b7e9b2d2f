/** Which devices the engine can use: asked in processes of their own, because a driver may crash or hang. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { deviceEnvironment } from '../engine/device-environment.ts';
import { ProbeAnswer, type ProbedDevice } from './probed-device.ts';

/** More cards than any PC has: an end to the loop whatever a driver says. */
const maxDevices = 16;
/** Longer than a slow driver takes; a hung one is given up. */
const usualTimeoutMs = 30_000;

/** How much longer it is waited for the second time: a PC that was too busy once may still be. */
const patience = 3;

/** Asked at once: on the usual PC the second question only tells that there is no second card. */
const atOnce = 2;

/** How a place in the backend's order answered: a device, the end of the list, or a driver that crashed or hung. */
type Answer = ProbedDevice | 'end' | 'crashed';

/**
 * Asks the engine for the devices of this PC: one process for each place in the backend's own order, until there is none. A
 * driver that crashes or hangs hides its own card only.
 * @param entry the probe's program
 * @param withinMs a driver that has not answered by then is asked once more, with more patience, and then given up
 * @param findModel a model to open for the PCI ids; null: they stay unknown
 */
export async function probeGpus(
  entry: string,
  findModel: () => Promise<{ readonly file: string } | null>,
  signal: AbortSignal,
  withinMs = usualTimeoutMs,
): Promise<ProbedDevice[]> {
  const modelFile = await findModel().then(
    (model) => model?.file ?? null,
    () => null,
  );
  const ask = async (backend: ProbedDevice['backend'], index: number): Promise<Answer> => {
    const args = [backend, String(index), ...(modelFile === null ? [] : [modelFile])];
    const since = performance.now();
    const answer = await probeOne(entry, args, withinMs, signal);
    // On a busy PC the first use of a driver may take longer than a hung one is given.
    const isSlow = answer === 'crashed' && performance.now() - since >= withinMs;
    return isSlow ? probeOne(entry, args, patience * withinMs, signal) : answer;
  };
  if (process.platform === 'darwin') {
    const device = await ask('metal', 0);
    return typeof device === 'string' ? [] : [device];
  }
  const answers: Answer[] = [];
  while (answers.length < maxDevices && !answers.includes('end')) {
    // Places that all crash are most likely none at all.
    if (answers.slice(-2).filter((answer) => answer === 'crashed').length === 2) break;
    const places = Array.from({ length: atOnce }, (_, next) => answers.length + next);
    answers.push(...(await Promise.all(places.map((index) => ask('vulkan', index)))));
  }
  const end = answers.indexOf('end');
  return answers.slice(0, end < 0 ? answers.length : end).filter((answer) => typeof answer !== 'string');
}

/** @param args backend and place, and the model's file if there is one */
async function probeOne(entry: string, args: readonly string[], timeout: number, signal: AbortSignal): Promise<Answer> {
  const [backend, index] = args as [ProbedDevice['backend'], string];
  const child = fork(entry, args, {
    env: { ...process.env, ...deviceEnvironment([{ backend, index: Number(index) }]) },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    signal,
    killSignal: 'SIGKILL',
    timeout,
  });
  const answer = Promise.withResolvers<Answer>();
  child.once('message', (message) => answer.resolve(ProbeAnswer.parse(message) ?? 'end'));
  child.once('error', (error) => answer.reject(error));
  child.once('exit', () => answer.resolve('crashed'));
  const device = await answer.promise;
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return device;
}
