import { useDeferredValue, useRef, useState, type ReactElement } from 'react';
import { commandLine } from '../../../contract/command-line.ts';
import type { OfficeState } from '../../../contract/control-api.ts';
import { storedChoice } from '../../data/stored-choice.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { AddDialog } from './add/AddDialog.tsx';
import type { Adding } from './add/adding.ts';
import { ExternalServers } from './external/ExternalServers.tsx';
import { MachineTable } from './MachineTable.tsx';
import { ReadyToAdd } from './ReadyToAdd.tsx';
import { TotalsSentence } from './TotalsSentence.tsx';
import { VramMap } from './VramMap.tsx';

type View = 'map' | 'table';

const views = [
  { value: 'map', text: 'Map' },
  { value: 'table', text: 'Table' },
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
  if (machines.length === 0) {
    return (
      <PageFrame title="Machines">
        <EmptyState title="No machine has answered yet">
          The agent of this PC starts together with the office and shows up here within a few seconds. If it does not,
          run on this PC: <span className="mono">{commandLine('doctor', state.office.dataDir)}</span>
        </EmptyState>
      </PageFrame>
    );
  }

  const choose = (chosen: View): void => {
    storedChoice.write('machines.view', chosen);
    setView(chosen);
  };
  return (
    <PageFrame
      title="Machines"
      end={
        <>
          {view === 'table' && (
            <div className="search">
              <Icon name="search" />
              <input
                ref={search}
                className="in"
                type="search"
                aria-label="Search machines"
                placeholder="Search"
                value={query}
                onChange={(event) => setQuery(event.target.value)}
              />
            </div>
          )}
          <Segmented label="View" value={view} options={views} onChange={choose} />
          <button type="button" className="btn primary" onClick={() => setAdding({ way: 'install' })}>
            <Icon name="plus" />
            Add machine
          </button>
        </>
      }
    >
      <div className="body">
        <TotalsSentence state={state} />
        {view === 'map' ? (
          <VramMap state={state} machines={machines} now={now} />
        ) : (
          <MachineTable state={state} machines={machines} now={now} query={wanted} />
        )}
        <ExternalServers state={state} />
        <ReadyToAdd state={state} onAdd={setAdding} />
      </div>
      {adding && <AddDialog state={state} adding={adding} onClose={() => setAdding(null)} />}
    </PageFrame>
  );
}
