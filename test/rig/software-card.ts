/** A card for a booted PC: Mesa's software device, which counts as one for the agent that will be installed there. */
import { placeOf, serviceName } from '../../node-agent/service/place.ts';
import { runWords } from '../../node-agent/service/run-words.ts';
import { type BootedPc, officeUser } from './booted-pc.ts';

/** Before the agent is a service of its user: systemd takes what is written here for a part of that service's unit. */
export async function giveSoftwareCard(booted: BootedPc): Promise<void> {
  const place = placeOf('systemd-user', { home: `/home/${officeUser.name}`, env: {}, top: '/' });
  const words = [...runWords(place, []), '--allow-software-gpu', '--max-threads', '1'];
  const folder = `${place.units}/${serviceName}.service.d`;
  const lines = ['[Service]', 'ExecStart=', `ExecStart=${words.join(' ')}`];
  const write = `mkdir -p ${folder} && printf '%s\\n' "$@" >${folder}/card.conf`;
  await booted.exec('runuser', '-u', officeUser.name, '--', 'sh', '-ec', write, 'sh', ...lines);
}
