import { useDeferredValue, useRef, useState, type ReactElement } from 'react';
import { commandLine } from '../../../contract/command-line.ts';
import type { OfficeState } from '../../../contract/control-api.ts';
import { msg, t } from '../../../words/words.ts';
import { storedChoice } from '../../data/stored-choice.ts';
import { EmptyState } from '../../ui/note/EmptyState.tsx';
import { Icon } from '../../ui/mark/Icon.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { SearchField } from '../../ui/field/SearchField.tsx';
import { Segmented } from '../../ui/field/Segmented.tsx';
import { Trans } from '../../ui/text/Trans.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useShortcut } from '../../ui/keys/use-shortcut.ts';
import { AddDialog } from './add/AddDialog.tsx';
import type { Adding } from './add/adding.ts';
import { DenseMap } from './dense/DenseMap.tsx';
import { ExternalServers } from './external/ExternalServers.tsx';
import type { MachineKind } from './machine-kind.ts';
import { filterEntries, kindCounts } from './map/map-filter.ts';
import { entriesOf, groupsOf } from './map/map-groups.ts';
import { MapTools } from './map/MapTools.tsx';
import { fewCards, useMapChoices } from './map/use-map-choices.ts';
import { VramMap } from './map/VramMap.tsx';
import { ReadyToAdd } from './newcomers/ReadyToAdd.tsx';
import { MachineTable } from './table/MachineTable.tsx';
import { TotalsSentence } from './TotalsSentence.tsx';

type View = 'map' | 'table';

const views = [
  { value: 'map', text: msg('Map') },
  { value: 'table', text: msg('Table') },
] as const;

const zooms = [
  { value: 'rows', text: msg('Rows') },
  { value: 'dense', text: msg('Dense') },
  { value: 'all', text: msg('Whole office') },
] as const;

/** The office's graphics cards: to scale, or as a table. */
export function MachinesPage({ state }: { readonly state: OfficeState }): ReactElement {
  const [view, setView] = useState<View>(storedChoice.read('machines.view') === 'table' ? 'table' : 'map');
  const [query, setQuery] = useState('');
  const [adding, setAdding] = useState<Adding | null>(null);
  const search = useRef<HTMLInputElement>(null);
  const wanted = useDeferredValue(query.trim().toLowerCase());
  const now = useNow();
  useShortcut('search', () => search.current?.focus());

  const { machines } = state;
  const cards = machines.reduce((sum, { gpus }) => sum + gpus.length, 0);
  const [kind, setKind] = useState<MachineKind | null>(null);
  const choices = useMapChoices(cards);
  const isLarge = cards > fewCards;
  // Hundreds of rows are drawn a few at a time; the choice itself answers at once.
  const zoom = useDeferredValue(choices.zoom);
  if (machines.length === 0) {
    return (
      <PageFrame title={t('Machines')}>
        <EmptyState title={t('No machine has answered yet')}>
          <Trans
            text="The agent of this PC starts together with the office and shows up here within a few seconds. If it does not, run on this PC: <mono>{{command}}</mono>"
            values={{ command: commandLine('doctor', state.office.dataDir) }}
            parts={{ mono: <span className="mono" /> }}
          />
        </EmptyState>
      </PageFrame>
    );
  }

  const choose = (chosen: View): void => {
    storedChoice.write('machines.view', chosen);
    setView(chosen);
  };
  // A filter that nothing passes any more would leave an empty map behind.
  const still = kind !== null && kindCounts(machines).some((one) => one.kind === kind) ? kind : null;
  const entries = filterEntries(entriesOf(machines), isLarge ? wanted : '', isLarge ? still : null);
  const { folded, fold: onFold } = choices;
  const drawn = { state, groups: groupsOf(entries, state.marginBytes, choices.grouping), folded, onFold, now };
  return (
    <PageFrame
      title={t('Machines')}
      end={
        <>
          {(view === 'table' || isLarge) && (
            <SearchField
              ref={search}
              label={t('Search machines')}
              placeholder={t('Search', { context: 'verb' })}
              value={query}
              onChange={setQuery}
            />
          )}
          {view === 'map' && isLarge && (
            <Segmented
              label={t('Zoom')}
              value={choices.zoom}
              options={zooms.map(({ value, text }) => ({ value, text: t(text) }))}
              onChange={choices.setZoom}
            />
          )}
          <Segmented
            label={t('View', { context: 'noun' })}
            value={view}
            options={views.map(({ value, text }) => ({ value, text: t(text) }))}
            onChange={choose}
          />
          <button type="button" className="btn primary" onClick={() => setAdding({ way: 'install' })}>
            <Icon name="plus" />
            {t('Add machine')}
          </button>
        </>
      }
    >
      <div className="body">
        <div className="totals-row">
          <TotalsSentence state={state} />
          {view === 'map' && isLarge && (
            <MapTools
              machines={machines}
              kind={still}
              onKind={setKind}
              grouping={choices.grouping}
              onGrouping={choices.setGrouping}
            />
          )}
        </div>
        {view === 'table' ? (
          <MachineTable state={state} machines={machines} now={now} query={wanted} />
        ) : zoom === 'rows' ? (
          <VramMap {...drawn} />
        ) : (
          <DenseMap {...drawn} zoom={zoom} />
        )}
        {view === 'map' && isLarge && <Found machines={entries.length} filtered={wanted !== '' || still !== null} />}
        <ExternalServers state={state} />
        <ReadyToAdd state={state} onAdd={setAdding} />
      </div>
      {adding && <AddDialog state={state} adding={adding} onClose={() => setAdding(null)} />}
    </PageFrame>
  );
}

/** What a search and the filters left, for who does not see it; and that they left nothing. */
const Found = ({ machines, filtered }: { readonly machines: number; readonly filtered: boolean }): ReactElement => (
  <div aria-live="polite">
    {machines === 0 ? (
      <p className="ink2 none-found">{t('No machine, card or model is named like that.')}</p>
    ) : (
      filtered && <p className="vh">{t('{{count, number}} machines are shown', { count: machines })}</p>
    )}
  </div>
);
