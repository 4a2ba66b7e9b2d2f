import type { ModelView } from '../../../../contract/control-api.ts';
import { msg, t } from '../../../../words/words.ts';
import { formatList } from '../../../ui/text/format.ts';
import { shortName } from '../../../ui/text/short-name.ts';

const levels = [
  { priority: 1, text: msg('Last') },
  { priority: 3, text: msg('Low') },
  { priority: 5, text: msg('Normal') },
  { priority: 8, text: msg('High') },
  { priority: 10, text: msg('First') },
] as const;

/** Levels to choose from, lowest first; one between two of them stands there as a number. */
export function priorityChoices(current: number): { priority: number; text: string }[] {
  const known = levels.map(({ priority, text }) => ({
    priority,
    text: t('{{level}}, {{priority}} of 10', { level: t(text), priority }),
  }));
  return known.some(({ priority }) => priority === current)
    ? known
    : [...known, { priority: current, text: t('{{priority}} of 10', { priority: current }) }].toSorted(
        (a, b) => a.priority - b.priority,
      );
}

/** What that means among the models that are deployed: "Before nomic-embed, after qwen2.5-7b". */
export function priorityMeaning(name: string, priority: number, models: readonly ModelView[]): string {
  const others = models.filter((model) => model.name !== name && model.wishes !== null);
  if (others.length === 0) return t('No other model is deployed.');
  const named = (is: (other: number) => boolean): string => some(others.filter((one) => is(one.wishes?.priority ?? 0)));
  const [lower, equal, higher] = [
    named((other) => other < priority),
    named((other) => other === priority),
    named((other) => other > priority),
  ];
  const parts = [
    ...(lower ? [t('before {{models}}', { models: lower })] : []),
    ...(equal ? [t('beside {{models}}', { models: equal })] : []),
    ...(higher ? [t('after {{models}}', { models: higher })] : []),
  ];
  const sentence = parts.join(', ');
  return `${sentence.slice(0, 1).toUpperCase()}${sentence.slice(1)}`;
}

const some = (models: readonly ModelView[]): string =>
  models.length > 2
    ? t('{{count, number}} models', { count: models.length })
    : formatList(models.map(({ name }) => shortName(name)));
