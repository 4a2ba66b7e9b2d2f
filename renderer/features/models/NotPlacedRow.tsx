import type { ReactElement } from 'react';
import type { MachineView, ModelView } from '../../../contract/control-api.ts';
import type { CatalogueModel } from '../../../contract/library.ts';
import { t } from '../../../words/words.ts';
import { ProblemRow } from '../../ui/note/ProblemRow.tsx';
import { smallerThatFits } from './catalogue-action.ts';
import type { Doing } from './doing.ts';
import { ModelHead } from './ModelHead.tsx';
import { ModelMenu } from './ModelMenu.tsx';

interface Props {
  readonly model: ModelView;
  /** What the catalogue knows of it. */
  readonly entry: CatalogueModel | null;
  readonly machines: readonly MachineView[];
  readonly onDo: (doing: Doing) => void;
}

/** A model that is wished for and does not run: why, what that means, and a way out. */
export function NotPlacedRow({ model, entry, machines, onDo }: Props): ReactElement {
  const { name } = model;
  const other = entry && smallerThatFits(entry.variants, model.variant);
  return (
    <li className="dep">
      <ModelHead model={model} />
      <ProblemRow
        word={t('Not placed.')}
        tone="warn"
        problem={model.problem ?? { reason: t('No card has the room for it.'), effect: '', action: '' }}
      />
      <div className="row dep-end">
        {hasCard(machines) && (
          <button
            type="button"
            className="btn small"
            aria-label={
              other
                ? t('Try {{quantization}} of {{name}}…', { quantization: other, name })
                : t('Change {{name}}…', { name })
            }
            onClick={() => onDo({ type: 'deploy', model: name, quantization: other })}
          >
            {other ? t('Try {{quantization}}…', { quantization: other }) : t('Change…')}
          </button>
        )}
        <ModelMenu model={model} onDo={onDo} />
      </div>
    </li>
  );
}

/** Without one, no other file of it would have a place either. */
const hasCard = (machines: readonly MachineView[]): boolean =>
  machines.some(
    ({ state, gpus }) =>
      state !== 'lost' && state !== 'joining' && gpus.some(({ usable, backend }) => usable && backend !== 'cpu'),
  );
