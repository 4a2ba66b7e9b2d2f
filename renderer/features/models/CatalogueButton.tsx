import type { ReactElement } from 'react';
import type { CatalogueAction } from './catalogue-action.ts';
import type { Doing } from './doing.ts';

interface Props {
  readonly name: string;
  readonly action: CatalogueAction;
  readonly onDo: (doing: Doing) => void;
  readonly onOpen: () => void;
}

/** The one thing that can be done with a row of the catalogue. */
export function CatalogueButton({ name, action, onDo, onOpen }: Props): ReactElement {
  switch (action.type) {
    case 'open':
      return (
        <button type="button" className="btn small quiet" aria-label={`Open ${name}`} onClick={onOpen}>
          Open
        </button>
      );
    case 'coming':
      return <span className="small ink2 coming">{action.download.state === 'failed' ? 'Stopped' : 'On the way'}</span>;
    case 'deploy':
    case 'try': {
      const text = action.type === 'try' ? `Try ${action.quantization}…` : 'Deploy…';
      return (
        <button
          type="button"
          className="btn small"
          aria-label={action.type === 'try' ? `Try ${action.quantization} of ${name}…` : `Deploy ${name}…`}
          onClick={() => onDo({ type: 'deploy', model: name, quantization: action.quantization })}
        >
          {text}
        </button>
      );
    }
    case 'nothing':
      return (
        <button type="button" className="btn small" disabled aria-label={`Deploy ${name}…`}>
          Deploy…
        </button>
      );
  }
}
