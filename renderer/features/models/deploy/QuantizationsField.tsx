import type { ReactElement } from 'react';
import { t } from '../../../../words/words.ts';
import { formatBytes } from '../../../ui/text/format.ts';
import type { FieldsProps } from './DeployFields.tsx';

/** Which files of a model may be taken: those that are here, and those that would come first. */
export function QuantizationsField({ deployable, draft, change }: Omit<FieldsProps, 'state'>): ReactElement {
  const here = deployable.files.filter(
    ({ here: isHere, quantization }) => isHere || draft.quantizations.includes(quantization),
  );
  return (
    <fieldset className="field">
      <legend className="lab">{t('Allowed quantizations')}</legend>
      {here.map(({ quantization, sizeBytes, here: isHere }) => (
        <label key={quantization} className="row">
          <input
            type="checkbox"
            className="checkbox"
            checked={draft.quantizations.includes(quantization)}
            disabled={draft.quantizations.length === 1 && draft.quantizations[0] === quantization}
            onChange={(event) => change({ type: 'allow', name: quantization, allowed: event.target.checked })}
          />
          <span className="num">
            {quantization}, {formatBytes(sizeBytes)}
            {!isHere && <span className="ink3">, {t('comes first')}</span>}
          </span>
        </label>
      ))}
      <span className="hint">
        {here.length > 1
          ? t('The best one that fits is taken on each card.')
          : t('Only files that are in this office can be added; one must stay.')}
      </span>
    </fieldset>
  );
}
