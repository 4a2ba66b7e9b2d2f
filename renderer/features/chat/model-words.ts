import type { ModelView, OfficeState } from '../../../contract/control-api.ts';
import type { IconName } from '../../ui/Icon.tsx';

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
        state: 'loading',
        short: 'loading, the answer waits for it',
        detail: 'It is being loaded. A question waits until it is ready.',
      };
    case 'unloaded':
      return {
        icon: 'clock',
        tone: '',
        state: 'on demand',
        short: 'on demand, the answer waits for it',
        detail: 'It is loaded when somebody asks. The first question waits until it is ready.',
      };
    case 'off':
      return {
        icon: 'info',
        tone: '',
        state: 'off',
        short: 'switched off',
        detail: 'It is here, and nobody wishes it to run. Under Models it can be deployed.',
      };
    case 'refused':
      return {
        icon: 'info',
        tone: '',
        state: 'not placed',
        short: 'not placed',
        detail: model.problem?.reason ?? 'No card has the room for it.',
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
  const machines = model.readyOn.length;
  const speed = replicas.reduce((sum, replica) => sum + replica.tokensPerSecond, 0);
  return {
    icon: 'state-ready',
    tone: 'ok',
    state: 'ready',
    short:
      slots > 0 && busy >= slots
        ? `${busy} of ${slots} places busy`
        : `ready on ${machines} ${machines === 1 ? 'machine' : 'machines'}`,
    detail: [
      model.demo
        ? 'The demo model, to try things out'
        : `${model.variant || 'Runs'} on ${readyOn(
            model,
            servers.map(({ name }) => name),
          )}`,
      `${slots - busy} of ${slots} ${slots === 1 ? 'place' : 'places'} free`,
      ...(speed > 0 ? [`now ${Math.round(speed)} tokens/s`] : []),
    ]
      .join('. ')
      .replace(/\. now/, ', now'),
  };
}

const readyOn = (model: ModelView, external: readonly string[]): string =>
  model.readyOn.map((name) => (external.includes(name) ? `${name} (external)` : name)).join(', ');
