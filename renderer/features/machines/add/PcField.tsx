import type { ReactElement } from 'react';
import type { CandidateView } from '../../../../contract/control-machines.ts';
import { t } from '../../../../words/words.ts';
import { pcText } from './pc-target.ts';

interface Props {
  readonly value: string;
  /** Those that were heard: they are offered while one types. */
  readonly candidates: readonly CandidateView[];
  /** It names no PC. */
  readonly wrong: boolean;
  readonly onChange: (text: string) => void;
}

/** Which PC: its name or address. */
export const PcField = ({ value, candidates, wrong, onChange }: Props): ReactElement => (
  <div className="field">
    <label htmlFor="add-pc">{t('PC')}</label>
    <input
      id="add-pc"
      className="in"
      list="add-pcs"
      autoComplete="off"
      spellCheck={false}
      placeholder={t('Name or address')}
      aria-invalid={wrong}
      aria-describedby="add-pc-hint"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
    <datalist id="add-pcs">
      {candidates
        .filter(({ ssh }) => ssh)
        .map((one) => (
          <option key={one.id}>{pcText(one)}</option>
        ))}
    </datalist>
    <span className={`hint ${wrong ? 'bad' : ''}`} id="add-pc-hint">
      {wrong ? t('A host name or address, such as 192.168.10.27 or plotter:2222') : ''}
    </span>
  </div>
);
