import type { ReactElement } from 'react';
import type { ModelView } from '../../../contract/control-api.ts';
import { t } from '../../../words/words.ts';
import { formatBytes } from '../../ui/text/format.ts';
import type { Doing } from './doing.ts';
import { ModelHead } from './ModelHead.tsx';
import { ModelMenu } from './ModelMenu.tsx';

interface Props {
  readonly model: ModelView;
  readonly onDo: (doing: Doing) => void;
}

/** A model whose files are here and which nobody wishes to run. */
export function OffRow({ model, onDo }: Props): ReactElement {
  const bytes = model.variants.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) || model.sizeBytes;
  return (
    <li className="dep">
      <ModelHead model={model} />
      <div>
        <p className="ink2">{t('Off. Requests for it are refused.')}</p>
        <p className="small ink2 explained num">
          {model.variants.length > 1 ? `${model.variants.map(({ name }) => name).join(', ')}: ` : ''}
          {t('{{size}} on the disk', { size: formatBytes(bytes) })}
        </p>
      </div>
      <div className="row dep-end">
        <button
          type="button"
          className="btn small"
          aria-label={t('Deploy {{name}}…', { name: model.name })}
          onClick={() => onDo({ type: 'deploy', model: model.name, quantization: null })}
        >
          {t('Deploy…')}
        </button>
        <ModelMenu model={model} onDo={onDo} />
      </div>
    </li>
  );
}
