import type { ModelView } from '../../../../contract/control-api.ts';
import { shortName } from '../../../ui/short-name.ts';

const levels = [
  { priority: 1, text: 'Last' },
  { priority: 3, text: 'Low' },
  { priority: 5, text: 'Normal' },
  { priority: 8, text: 'High' },
  { priority: 10, text: 'First' },
] as const;

/** Levels to choose from, lowest first; one between two of them stands there as a number. */
export function priorityChoices(current: number): { priority: number; text: string }[] {
  const known = levels.map(({ priority, text }) => ({ priority, text: `${text}, ${priority} of 10` }));
  return known.some(({ priority }) => priority === current)
    ? known
    : [...known, { priority: current, text: `${current} of 10` }].toSorted((a, b) => a.priority - b.priority);
}

/** What that means among the models that are deployed: "Before nomic-embed, after qwen2.5-7b". */
export function priorityMeaning(name: string, priority: number, models: readonly ModelView[]): string {
  const others = models.filter((model) => model.name !== name && model.wishes !== null);
  const named = (is: (other: number) => boolean): string => some(others.filter((one) => is(one.wishes?.priority ?? 0)));
  const parts = [
    ['before', named((other) => other < priority)],
    ['beside', named((other) => other === priority)],
    ['after', named((other) => other > priority)],
  ].filter(([, names]) => names !== '');
  if (parts.length === 0) return 'No other model is deployed.';
  const sentence = parts.map(([word, names]) => `${word} ${names}`).join(', ');
  return `${sentence.slice(0, 1).toUpperCase()}${sentence.slice(1)}`;
}

const some = (models: readonly ModelView[]): string =>
  models.length > 2 ? `${models.length} models` : models.map(({ name }) => shortName(name)).join(' and ');
