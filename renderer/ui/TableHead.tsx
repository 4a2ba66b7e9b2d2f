import type { ReactElement } from 'react';
import { t } from '../../words/words.ts';

interface Props {
  /** Of columns with words. */
  readonly words: readonly string[];
  /** Of columns with numbers, which stand at the right behind them. */
  readonly numbers?: readonly string[];
  /** The last column has what can be done with a row. */
  readonly hasActs?: boolean;
}

/** The names of a table's columns. */
export const TableHead = ({ words, numbers = [], hasActs = false }: Props): ReactElement => (
  <thead>
    <tr>
      {words.map((name) => (
        <th key={name} scope="col">
          {name}
        </th>
      ))}
      {numbers.map((name) => (
        <th key={name} scope="col" className="r">
          {name}
        </th>
      ))}
      {hasActs && (
        <th scope="col">
          <span className="vh">{t('Actions')}</span>
        </th>
      )}
    </tr>
  </thead>
);
