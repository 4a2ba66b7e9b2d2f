import type { UseQueryResult } from '@tanstack/react-query';
import { useDeferredValue, useRef, useState, type ReactElement } from 'react';
import type { OfficeState } from '../../../contract/control-api.ts';
import type { CatalogueModel } from '../../../contract/library.ts';
import { toProblem } from '../../../contract/problem.ts';
import { t } from '../../../words/words.ts';
import { ProblemNote } from '../../ui/note/ProblemNote.tsx';
import { SearchField } from '../../ui/field/SearchField.tsx';
import { Segmented } from '../../ui/field/Segmented.tsx';
import { Switch } from '../../ui/field/Switch.tsx';
import { useShortcut } from '../../ui/keys/use-shortcut.ts';
import { filterCatalogue, purposeNames, purposes, type Purpose } from './catalogue-filter.ts';
import { CatalogueRow } from './CatalogueRow.tsx';
import type { Doing } from './doing.ts';

interface Props {
  readonly state: OfficeState;
  readonly catalogue: UseQueryResult<CatalogueModel[]>;
  readonly onDo: (doing: Doing) => void;
  /** To what is in use. */
  readonly onOpen: () => void;
}

/** Open models that an office could have, with where each fits now. */
export function CatalogueTab({ state, catalogue, onDo, onOpen }: Props): ReactElement {
  const [query, setQuery] = useState('');
  const [purpose, setPurpose] = useState<Purpose>('all');
  const [fitsNow, setFitsNow] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  const wanted = useDeferredValue(query);
  const purposeOptions = purposes.map((value) => ({ value, text: t(purposeNames[value]) }));
  useShortcut('search', () => search.current?.focus());
  const shown = filterCatalogue(catalogue.data ?? [], { query: wanted, purpose, fitsNow });
  return (
    <>
      <h2 className="vh">{t('Open models')}</h2>
      <div className="row filters">
        <SearchField
          ref={search}
          label={t('Search the catalogue')}
          placeholder={t('Name, maker or purpose')}
          value={query}
          onChange={setQuery}
        />
        <Segmented label={t('Purpose')} value={purpose} options={purposeOptions} onChange={setPurpose} />
        <span className="grow" />
        <Switch text={t('Only what fits now')} on={fitsNow} onChange={setFitsNow} />
      </div>
      <p className="vh" aria-live="polite">
        {catalogue.data ? t('{{count, number}} models shown', { count: shown.length }) : ''}
      </p>
      {catalogue.error && !catalogue.data && <ProblemNote problem={toProblem(catalogue.error)} />}
      {catalogue.data && shown.length === 0 && (
        <p className="none-found ink2">
          {fitsNow && filterCatalogue(catalogue.data, { query: wanted, purpose, fitsNow: false }).length > 0
            ? t('None of these has room on a card now. Without “Only what fits now” each says what it needs.')
            : t('No model of the catalogue is like that. Any other GGUF file can be imported.')}
        </p>
      )}
      <ul className="rows catalogue" aria-label={t('Catalogue')}>
        {shown.map((entry) => (
          <CatalogueRow
            key={entry.name}
            entry={entry}
            model={state.models.find(({ name }) => name === entry.name)}
            download={state.downloads.find(({ model, state: its }) => model === entry.name && its !== 'done')}
            onDo={onDo}
            onOpen={onOpen}
          />
        ))}
      </ul>
    </>
  );
}
