import type { ReactElement } from 'react';
import { t } from '../../../words/words.ts';
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
        <button type="button" className="btn small quiet" aria-label={t('Open {{name}}', { name })} onClick={onOpen}>
          {t('Open')}
        </button>
      );
    case 'coming':
      return (
        <span className="small ink2 coming">{action.download.state === 'failed' ? t('Stopped') : t('On the way')}</span>
      );
    case 'deploy':
    case 'try': {
      const { quantization } = action;
      const other = action.type === 'try';
      return (
        <button
          type="button"
          className="btn small"
          aria-label={
            other ? t('Try {{quantization}} of {{name}}…', { quantization, name }) : t('Deploy {{name}}…', { name })
          }
          onClick={() => onDo({ type: 'deploy', model: name, quantization })}
        >
          {other ? t('Try {{quantization}}…', { quantization }) : t('Deploy…')}
        </button>
      );
    }
    case 'nothing':
      return (
        <button type="button" className="btn small" disabled aria-label={t('Deploy {{name}}…', { name })}>
          {t('Deploy…')}
        </button>
      );
  }
}
