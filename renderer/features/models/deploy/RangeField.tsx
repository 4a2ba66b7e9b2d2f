import { useId, type ReactElement } from 'react';
import { t } from '../../../../words/words.ts';
import type { Range } from './deploy-draft.ts';
import { withMax, withMin } from './range-edit.ts';

interface Props {
  readonly label: string;
  readonly hint: string;
  /** What it may begin and end with. */
  readonly least: number;
  readonly most: number;
  readonly range: Range;
  readonly onChange: (range: Range) => void;
}

/** At least, and at most. */
export function RangeField({ label, hint, least, most, range, onChange }: Props): ReactElement {
  const id = useId();
  return (
    <fieldset className="field" aria-describedby={id}>
      <legend className="lab">{label}</legend>
      <div className="row">
        <input
          className="in range-end num"
          type="number"
          aria-label={t('{{label}}, at least', { label })}
          min={least}
          max={most}
          value={range.min}
          onChange={(event) => onChange(withMin(range, event.target.valueAsNumber, least, most))}
        />
        <span className="ink2">{t('to', { context: 'range' })}</span>
        <input
          className="in range-end num"
          type="number"
          aria-label={t('{{label}}, at most', { label })}
          min={Math.max(1, least)}
          max={most}
          value={range.max}
          onChange={(event) => onChange(withMax(range, event.target.valueAsNumber, least, most))}
        />
      </div>
      <span className="hint" id={id}>
        {hint}
      </span>
    </fieldset>
  );
}
