import { useState, type ReactElement } from 'react';
import type { MachineView, OfficeState } from '../../../../contract/control-api.ts';
import { msg, t, type Message } from '../../../../words/words.ts';
import { storedChoice } from '../../../data/stored-choice.ts';
import { Icon } from '../../../ui/mark/Icon.tsx';
import { machineText } from '../map/map-filter.ts';
import { MachineTableRows } from './MachineTableRows.tsx';
import {
  nextOrder,
  orderFromText,
  orderToText,
  sortMachines,
  type SortColumn,
  type SortOrder,
} from './sort-machines.ts';

interface Props {
  readonly state: OfficeState;
  readonly machines: readonly MachineView[];
  readonly now: number;
  /** Lower case; empty: all. */
  readonly query: string;
}

interface Column {
  readonly text: Message;
  readonly sort?: SortColumn;
  readonly right?: boolean;
}

/** A second heading stands for what is written below the first thing, or behind it. */
const columns: readonly (readonly [Column, Column?])[] = [
  [
    { text: msg('Machine'), sort: 'name' },
    { text: msg('State'), sort: 'state' },
  ],
  [
    { text: msg('Graphics card'), sort: 'card' },
    { text: msg('Memory'), sort: 'memory' },
  ],
  [{ text: msg('Models') }],
  [{ text: msg('Models use'), right: true }],
  [{ text: msg('Others'), right: true }],
  [{ text: msg('Free'), right: true }],
  [{ text: msg('Tokens/s'), sort: 'rate', right: true }],
  [{ text: msg('Temp.'), right: true }],
];

/** The same facts as the map, for reading, sorting and searching. */
export function MachineTable({ state, machines, now, query }: Props): ReactElement {
  const [order, setOrder] = useState(() => orderFromText(storedChoice.read('machines.sort')));
  const [opened, setOpened] = useState<string | null>(null);
  const found = sortMachines(machines, order).filter((machine) => machineText(machine).includes(query));
  const sortBy = (column: SortColumn): void => {
    const next = nextOrder(order, column);
    storedChoice.write('machines.sort', orderToText(next));
    setOrder(next);
  };
  const way = order.descending ? 'descending' : 'ascending';
  return (
    <div className="tw machine-table">
      <table>
        <caption className="vh">{t('Machines, their graphics cards and what is placed on them')}</caption>
        <thead>
          <tr>
            {columns.map((heads) => (
              <th
                key={heads[0].text}
                scope="col"
                className={heads[0].right ? 'r' : undefined}
                aria-sort={heads.some((head) => head?.sort === order.column) ? way : undefined}
              >
                {heads.map((head) => head && <Head key={head.text} {...head} order={order} onSort={sortBy} />)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {found.map((machine) => (
            <MachineTableRows
              key={machine.id}
              machine={machine}
              state={state}
              now={now}
              columns={columns.length}
              open={opened === machine.id}
              onOpen={() => setOpened((old) => (old === machine.id ? null : machine.id))}
            />
          ))}
        </tbody>
      </table>
      {found.length === 0 && <p className="ink2 none-found">{t('No machine, card or model is named like that.')}</p>}
    </div>
  );
}

function Head({ text, sort, order, onSort }: Column & { order: SortOrder; onSort: (column: SortColumn) => void }) {
  if (!sort) return t(text);
  const active = sort === order.column;
  return (
    <button type="button" className="sorter" aria-pressed={active} onClick={() => onSort(sort)}>
      {t(text)}
      <Icon name="down" className={active ? (order.descending ? '' : 'up') : 'off'} />
    </button>
  );
}
