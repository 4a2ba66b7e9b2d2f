/** Programs and PCs that end without a word. */
import { setTimeout as wait } from 'node:timers/promises';
import { until } from '../../../support/until.ts';
import { type Fault, signalAll } from './fault.ts';

export const runnerKilled: Fault = async (ground, where) => signalAll(await ground.runnersOn(where), 'SIGKILL');

export const agentKilled: Fault = async (ground, where) => {
  const service = ground.services.get(where);
  if (service) return service.kill();
  // The agent of the coordinator's PC, which the coordinator starts again.
  const before = await ground.agentsOn(where);
  signalAll(before, 'SIGKILL');
  await until('the agent was started again', async () =>
    (await ground.agentsOn(where)).some((pid) => !before.includes(pid)),
  );
};

export const coordinatorKilled: Fault = async (ground, _where, { lastsMs }) => {
  ground.isCut = true;
  await ground.office.kill();
  await wait(lastsMs);
  await ground.office.start();
};

export const powerCut: Fault = async (ground, where, { lastsMs }) => {
  const service = ground.services.get(where);
  await service?.cutPower();
  await wait(lastsMs);
  service?.switchOn();
};
