import type { ReactElement } from 'react';
import { mbitBytes, type InternetLimit } from '../../../contract/internet.ts';
import { t } from '../../../words/words.ts';
import { useOfficeCalls } from '../../data/office/office-calls.ts';
import { Select } from '../../ui/field/Select.tsx';
import { InternetDialog } from './InternetDialog.tsx';
import { limitWords, whenWords } from './internet-words.ts';
import { useAsked } from './use-asked.tsx';

const usual = [10, 25, 50, 100].map((mbit) => mbit * mbitBytes);
const ownFigure = 'own';
const noLimit = 'none';

/** What downloads of models may take of the office's internet line. */
export function InternetRow({ limit }: { readonly limit: InternetLimit }): ReactElement {
  const calls = useOfficeCalls();
  const { open, busy, failure, ask, close, set } = useAsked(calls.setInternet);
  const { bytesPerSecond, hours } = limit;
  const figures = [...new Set([...usual, ...(bytesPerSecond === null ? [] : [bytesPerSecond])])];
  const options = [
    { value: noLimit, text: limitWords(null) },
    ...figures.toSorted((a, b) => a - b).map((one) => ({ value: String(one), text: limitWords(one) })),
    { value: ownFigure, text: t('Own figure…') },
  ];
  const choose = (chosen: string): void =>
    chosen === ownFigure ? ask() : set({ bytesPerSecond: chosen === noLimit ? null : Number(chosen), hours });
  return (
    <div className="set">
      <span className="strong">{t('Internet for downloads')}</span>
      <span className="d">{whenWords(limit)}</span>
      <div className="c one-line">
        {bytesPerSecond !== null && (
          <button type="button" className="btn quiet" disabled={busy} onClick={ask}>
            {t('Hours…')}
          </button>
        )}
        <Select
          label={t('Internet for downloads')}
          value={bytesPerSecond === null ? noLimit : String(bytesPerSecond)}
          options={options}
          onChange={choose}
        />
      </div>
      {open ? <InternetDialog limit={limit} busy={busy} failure={failure} onSet={set} onClose={close} /> : failure}
    </div>
  );
}
