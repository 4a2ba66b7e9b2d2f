import type { MachineState, MachineView } from '../../../../contract/control-api.ts';
import { shownGpus } from '../shown-gpus.ts';

export type SortColumn = 'name' | 'state' | 'card' | 'memory' | 'rate';
export interface SortOrder {
  readonly column: SortColumn;
  readonly descending: boolean;
}

const columns: readonly SortColumn[] = ['name', 'state', 'card', 'memory', 'rate'];
/** The look's own: most memory first. */
const usual: SortOrder = { column: 'memory', descending: true };

/** Who needs a person first; then those that do something. */
const ranks: Record<MachineState, number> = {
  lost: 0,
  stopped: 1,
  removing: 2,
  updating: 3,
  joining: 4,
  answering: 5,
  ready: 6,
  paused: 7,
};

const memoryOf = ({ gpus }: MachineView): number =>
  gpus.filter(({ backend }) => backend !== 'cpu').reduce((sum, { totalBytes }) => sum + totalBytes, 0);
const rateOf = ({ replicas }: MachineView): number =>
  replicas.reduce((sum, { tokensPerSecond }) => sum + tokensPerSecond, 0);
const byText = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });

const comparisons: Record<SortColumn, (a: MachineView, b: MachineView) => number> = {
  name: (a, b) => byText(a.name, b.name),
  state: (a, b) => ranks[a.state] - ranks[b.state],
  card: (a, b) => byText(shownGpus(a)[0]?.name ?? '', shownGpus(b)[0]?.name ?? ''),
  memory: (a, b) => memoryOf(a) - memoryOf(b),
  rate: (a, b) => rateOf(a) - rateOf(b),
};

/** In the wanted order; equal ones by name. */
export const sortMachines = (machines: readonly MachineView[], { column, descending }: SortOrder): MachineView[] =>
  machines.toSorted((a, b) => (descending ? -1 : 1) * comparisons[column](a, b) || byText(a.name, b.name));

/** The order after a press on `column`: figures begin with the most, words with A. */
export const nextOrder = (old: SortOrder, column: SortColumn): SortOrder =>
  old.column === column
    ? { column, descending: !old.descending }
    : { column, descending: column === 'memory' || column === 'rate' };

/** As it is remembered: "memory down". */
export const orderToText = ({ column, descending }: SortOrder): string => `${column} ${descending ? 'down' : 'up'}`;
export function orderFromText(text: string | null): SortOrder {
  const [name, way] = (text ?? '').split(' ');
  const column = columns.find((one) => one === name);
  return column ? { column, descending: way === 'down' } : usual;
}
