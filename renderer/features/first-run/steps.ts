import type { WelcomeStep } from '../../../contract/control-api.ts';
import { msg, t, type Message } from '../../../words/words.ts';

export type Step = Exclude<WelcomeStep, 'new' | 'done'>;

/** In their order, as the head of the first run names them. */
export const steps: readonly { readonly id: Step; readonly name: Message }[] = [
  { id: 'this-pc', name: msg('This PC') },
  { id: 'other-pcs', name: msg('Other PCs') },
  { id: 'first-model', name: msg('First model') },
];

export const stepPath = (step: Step): string => `/welcome/${step}`;

/** The step of an address; what is none is where the office has come to, or the beginning. */
export function stepOf(text: string | undefined, welcome: WelcomeStep): Step {
  const named = steps.find(({ id }) => id === text) ?? steps.find(({ id }) => id === welcome);
  return named?.id ?? 'this-pc';
}

/** "Step 2 of 3: Other PCs"; null when nothing is left to do. */
export function leftToDo(welcome: WelcomeStep): string | null {
  const at = welcome === 'new' ? 0 : steps.findIndex(({ id }) => id === welcome);
  const step = steps[at];
  return step
    ? t('Step {{step}} of {{steps}}: {{name}}', { step: at + 1, steps: steps.length, name: t(step.name) })
    : null;
}
