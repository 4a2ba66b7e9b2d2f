/** Looks at an office that runs: where it is reached, its machines and their cards, external servers and models. Pure. */
import type { AccessView } from '../../contract/access.ts';
import { adapterInWords } from '../../contract/access.ts';
import type { Check } from '../../contract/checks.ts';
import type { MachineView, OfficeState } from '../../contract/control-api.ts';
import type { Gpu } from '../../contract/hardware.ts';
import { fine, wrong } from './check.ts';

export const checksOfOffice = (
  { machines, attached, models }: Pick<OfficeState, 'machines' | 'attached' | 'models'>,
  access: Pick<AccessView, 'port' | 'thisPcOnly' | 'adapters' | 'https'>,
): Check[] => [
  fine('port', `The office is served on port ${access.port}.`),
  https(access.https),
  network(access),
  ...machines.flatMap((one) => [machine(one), ...one.gpus.map((gpu) => card(one.name, gpu))]),
  ...attached.map(({ name, problem }): Check => {
    if (!problem) return { ...fine('server', 'It answers.'), subject: name };
    return { ...wrong('server', problem.reason, problem.effect, problem.action), subject: name };
  }),
  ...models.flatMap(({ name, problem }): Check[] =>
    problem ? [{ ...wrong('model', problem.reason, problem.effect, problem.action), subject: name }] : [],
  ),
];

function https({ port, required, problem }: AccessView['https']): Check {
  if (problem) return wrong('https', problem.message, problem.effect, problem.action);
  if (port === null) return fine('https', 'HTTPS is off in settings.json.');
  if (required) return fine('https', `HTTPS is served on port ${port}, and other PCs may come only so.`);
  return fine('https', `HTTPS is served on port ${port}.`);
}

function network({ thisPcOnly, adapters }: Pick<AccessView, 'thisPcOnly' | 'adapters'>): Check {
  if (thisPcOnly) return fine('network', 'Only this PC itself is answered; settings.json has it so.');
  const places = adapters.map((adapter) => `${adapter.address} (${adapterInWords(adapter)})`).join(' and ');
  if (places !== '') return fine('network', `Other PCs reach this one at ${places}.`);
  return wrong(
    'network',
    'This PC has no address in an office’s network.',
    'No other PC can use the office or join it.',
    'Connect its network cable or its Wi-Fi; VPNs, containers and virtual machines do not count.',
  );
}

function machine({ name: subject, state, notice, address }: MachineView): Check {
  if (notice) return { ...wrong('machine', notice.reason, notice.effect, notice.action), subject };
  if (state === 'lost') {
    const action = 'Switch it on, or look at its network.';
    return { ...wrong('machine', 'It does not answer.', 'Nothing runs on its cards.', action), subject };
  }
  const found = address === null ? 'It is expected.' : `It is connected from ${address}.`;
  return { ...fine('machine', state === 'paused' ? 'It is paused, or outside its hours.' : found), subject };
}

function card(machineName: string, { name, backend, driver, usable, reason, software, integrated }: Gpu): Check {
  const subject = `${machineName}, ${name}`;
  if (usable && backend === 'cpu') return { ...fine('card', 'It takes the demo model only.'), subject };
  if (usable) {
    const by = driver === null ? backend : `${backend}, driver ${driver}`;
    return { ...fine('card', `Models can run on it (${by}).`), subject };
  }
  const why = reason ?? 'It cannot be used.';
  // Of these nobody expects more.
  if (software || integrated || backend === 'cpu') return { ...fine('card', why), subject };
  const action = 'Put that right on its PC; it is used as soon as the engine sees it.';
  return { ...wrong('card', why, 'No model runs on this card.', action), subject };
}
