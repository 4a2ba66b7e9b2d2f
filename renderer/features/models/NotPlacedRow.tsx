import type { ReactElement } from 'react';
import type { ModelView } from '../../../contract/control-api.ts';
import type { CatalogueModel } from '../../../contract/library.ts';
import { ProblemRow } from '../../ui/ProblemRow.tsx';
import { smallerThatFits } from './catalogue-action.ts';
import type { Doing } from './doing.ts';
import { ModelHead } from './ModelHead.tsx';
import { ModelMenu } from './ModelMenu.tsx';

interface Props {
  readonly model: ModelView;
  /** What the catalogue knows of it. */
  readonly entry: CatalogueModel | null;
  readonly onDo: (doing: Doing) => void;
}

/** A model that is wished for and does not run: why, what that means, and a way out. */
export function NotPlacedRow({ model, entry, onDo }: Props): ReactElement {
  const other = entry && smallerThatFits(entry.variants, model.variant);
  return (
    <li className="dep">
      <ModelHead model={model} />
      <ProblemRow
        word="Not placed."
        tone="warn"
        reason={model.problem?.reason ?? 'No card has the room for it.'}
        effect={model.problem?.effect ?? ''}
        action={model.problem?.action ?? ''}
      />
      <div className="row dep-end">
        <button
          type="button"
          className="btn small"
          aria-label={other ? `Try ${other} of ${model.name}…` : `Change ${model.name}…`}
          onClick={() => onDo({ type: 'deploy', model: model.name, quantization: other })}
        >
          {other ? `Try ${other}…` : 'Change…'}
        </button>
        <ModelMenu model={model} onDo={onDo} />
      </div>
    </li>
  );
}
