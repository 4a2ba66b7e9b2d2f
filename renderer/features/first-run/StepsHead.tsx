import type { ReactElement } from 'react';
import { t } from '../../../words/words.ts';
import { Icon } from '../../ui/mark/Icon.tsx';
import { steps, type Step } from './steps.ts';

/** Where one is in the first run. */
export function StepsHead({ now }: { readonly now: Step }): ReactElement {
  const at = steps.findIndex(({ id }) => id === now);
  return (
    <ol className="steps" aria-label={t('Steps')}>
      {steps.map(({ id, name }, index) => (
        <li key={id} aria-current={id === now ? 'step' : undefined}>
          <span className="n" aria-hidden="true">
            {index < at ? <Icon name="check" /> : index + 1}
          </span>
          {t(name)}
          {index < at && <span className="vh">, {t('done')}</span>}
        </li>
      ))}
    </ol>
  );
}
