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

/** How a place in the backend's order answered: a device, the end of the list, or a driver that crashed or hung. */
type Answer = ProbedDevice | 'end' | 'crashed';

/**
 * Asks the engine for the devices of this PC: one process for each place in the backend's own order, until there is none. A
 * driver that crashes or hangs hides its own card only.
 * @param entry the probe's program
 * @param findModel a model to open for the PCI ids; null: they stay unknown
 */
export async function probeGpus(
  entry: string,
  findModel: () => Promise<{ readonly file: string } | null>,
  signal: AbortSignal,
): Promise<ProbedDevice[]> {
  const modelFile = await findModel().then(
    (model) => model?.file ?? null,
    () => null,
  );
  const ask = async (backend: ProbedDevice['backend'], index: number): Promise<Answer> => {
    const since = performance.now();
    const answer = await probeOne([entry, backend, index, modelFile], signal);
    // On a busy PC the first use of a driver may take longer than a hung one is given: it is asked once more.
    const isSlow = answer === 'crashed' && performance.now() - since >= timeoutMs;
    return isSlow ? probeOne([entry, backend, index, modelFile], signal) : answer;
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

async function probeOne(
  [entry, backend, index, modelFile]: [string, ProbedDevice['backend'], number, string | null],
  signal: AbortSignal,
): Promise<Answer> {
  const child = fork(entry, [backend, String(index), ...(modelFile === null ? [] : [modelFile])], {
    env: { ...process.env, ...deviceEnvironment([{ backend, index }]) },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    signal,
    killSignal: 'SIGKILL',
    timeout: timeoutMs,
  });
  const answer = Promise.withResolvers<Answer>();
  child.once('message', (message) => answer.resolve(ProbeAnswer.parse(message) ?? 'end'));
  child.once('error', (error) => answer.reject(error));
  child.once('exit', () => answer.resolve('crashed'));
  const device = await answer.promise;
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return device;
}
