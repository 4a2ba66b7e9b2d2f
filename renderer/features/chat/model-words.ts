import type { ModelView, OfficeState } from '../../../contract/control-api.ts';
import { retell } from '../../../words/retell.ts';
import { t } from '../../../words/words.ts';
import { formatRate } from '../../ui/text/format.ts';
import type { IconName } from '../../ui/mark/Icon.tsx';

/** Tokens a second below which a figure would read as none. */
const slowest = 0.05;

interface ModelWords {
  readonly icon: IconName;
  /** Class of the icon's colour; empty: that of the text. */
  readonly tone: 'ok' | '';
  /** One or two words. */
  readonly state: string;
  /** Beside the picker: "ready on 2 machines". */
  readonly short: string;
  /** Under the name in the list. */
  readonly detail: string;
}

/** What is said of a model in the picker. */
export function modelWords(model: ModelView, office: OfficeState): ModelWords {
  switch (model.state) {
    case 'ready':
      return readyWords(model, office);
    case 'loading':
      return {
        icon: 'clock',
        tone: '',
        state: t('loading', { context: 'model' }),
        short: t('loading, the answer waits for it'),
        detail: t('It is being loaded. A question waits until it is ready.'),
      };
    case 'unloaded':
      return {
        icon: 'clock',
        tone: '',
        state: t('on demand'),
        short: t('on demand, the answer waits for it'),
        detail: t('It is loaded when somebody asks. The first question waits until it is ready.'),
      };
    case 'off':
      return {
        icon: 'info',
        tone: '',
        state: t('off', { context: 'model' }),
        short: t('switched off', { context: 'model' }),
        detail: t('It is here, and nobody wishes it to run. Under Models it can be deployed.'),
      };
    case 'refused':
      return {
        icon: 'info',
        tone: '',
        state: t('not placed'),
        short: t('not placed'),
        detail: model.problem ? retell(model.problem.reason) : t('No card has the room for it.'),
      };
  }
}

function readyWords(model: ModelView, office: OfficeState): ModelWords {
  const replicas = office.machines
    .filter(({ state }) => state !== 'lost')
    .flatMap((machine) => machine.replicas)
    .filter((replica) => replica.model === model.name && replica.state === 'ready');
  const servers = office.attached.filter(
    ({ state, models }) =>
      state === 'ready' && models.some(({ name, unused }) => name === model.name && unused === null),
  );
  const places = [...replicas, ...servers];
  const slots = places.reduce((sum, place) => sum + place.slots, 0);
  const busy = places.reduce((sum, place) => sum + place.slotsBusy, 0);
  const speed = replicas.reduce((sum, replica) => sum + replica.tokensPerSecond, 0);
  const free = t('{{free}} of {{count, number}} places free', { free: slots - busy, count: slots });
  return {
    icon: 'state-ready',
    tone: 'ok',
    state: t('ready', { context: 'model' }),
    short:
      slots > 0 && busy >= slots
        ? t('{{busy}} of {{count, number}} places busy', { busy, count: slots })
        : t('ready on {{count, number}} machines', { count: model.readyOn.length }),
    detail: [
      runsOn(
        model,
        servers.map(({ name }) => name),
      ),
      speed >= slowest ? t('{{free}}, now {{rate}} tokens/s', { free, rate: formatRate(speed) }) : free,
    ].join('. '),
  };
}

function runsOn({ demo, variant, readyOn }: ModelView, external: readonly string[]): string {
  if (demo) return t('The demo model, to try things out');
  const machines = readyOn
    .map((name) => (external.includes(name) ? t('{{name}} (external)', { name }) : name))
    .join(', ');
  return variant ? t('{{variant}} on {{machines}}', { variant, machines }) : t('Runs on {{machines}}', { machines });
}
