import { useState, type ReactElement } from 'react';
import type { MachineView, OfficeState } from '../../../contract/control-api.ts';
import { storedChoice } from '../../data/stored-choice.ts';
import { Icon } from '../../ui/Icon.tsx';
import { MachineTableRows } from './MachineTableRows.tsx';
import { nextOrder, orderFromText, orderToText, sortMachines, type SortColumn } from './sort-machines.ts';

interface Props {
  readonly state: OfficeState;
  readonly machines: readonly MachineView[];
  readonly now: number;
  /** Lower case; empty: all. */
  readonly query: string;
}

const columns: readonly { readonly text: string; readonly sort?: SortColumn; readonly right?: boolean }[] = [
  { text: 'Machine', sort: 'name' },
  { text: 'State', sort: 'state' },
  { text: 'Graphics card', sort: 'card' },
  { text: 'Memory', sort: 'memory', right: true },
  { text: 'Models' },
  { text: 'Models use', right: true },
  { text: 'Others', right: true },
  { text: 'Free', right: true },
  { text: 'Tokens/s', sort: 'rate', right: true },
  { text: 'Temp.', right: true },
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
        <caption className="vh">Machines, their graphics cards and what is placed on them</caption>
        <thead>
          <tr>
            {columns.map(({ text, sort, right }) => (
              <th
                key={text}
                scope="col"
                className={right ? 'r' : undefined}
                aria-sort={sort && sort === order.column ? way : undefined}
              >
                {sort ? (
                  <button type="button" className="sorter" onClick={() => sortBy(sort)}>
                    {text}
                    <Icon name="down" className={sort === order.column ? (order.descending ? '' : 'up') : 'off'} />
                  </button>
                ) : (
                  text
                )}
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
      {found.length === 0 && <p className="ink2 none-found">No machine, card or model is named like that.</p>}
    </div>
  );
}

const machineText = (machine: MachineView): string =>
  [
    machine.name,
    machine.address ?? '',
    ...machine.gpus.map(({ name }) => name),
    ...machine.replicas.map(({ model }) => model),
  ]
    .join(' ')
    .toLowerCase();
