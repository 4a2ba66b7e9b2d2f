import { useState, type ReactElement } from 'react';
import { toProblem } from '../../../contract/problem.ts';
import { t } from '../../../words/words.ts';
import { useAliases } from '../../data/models/use-aliases.ts';
import { Icon } from '../../ui/mark/Icon.tsx';
import { ProblemNote } from '../../ui/note/ProblemNote.tsx';
import { TableHead } from '../../ui/TableHead.tsx';
import { AliasDialog } from './AliasDialog.tsx';
import { RemoveAliasDialog } from './RemoveAliasDialog.tsx';

interface Props {
  /** Names of the models of the office. */
  readonly models: readonly string[];
}

/** Other names of models, for programs that ask for one of their own choice. */
export function Aliases({ models }: Props): ReactElement {
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<string | null>(null);
  const aliases = useAliases();
  return (
    <section className="sec" aria-labelledby="aliases">
      <header>
        <h2 id="aliases">{t('Other names of models')}</h2>
        <span className="small ink3">{t('For programs that ask for a name of their own choice')}</span>
        <span className="grow" />
        <button
          type="button"
          className="btn quiet small"
          disabled={models.length === 0}
          onClick={() => setAdding(true)}
        >
          <Icon name="plus" />
          {t('New name')}
        </button>
      </header>
      {aliases.error && !aliases.data && <ProblemNote problem={toProblem(aliases.error)} />}
      {aliases.data && aliases.data.length > 0 && (
        <table aria-labelledby="aliases">
          <TableHead words={[t('Name'), t('Answered by')]} hasActs />
          <tbody>
            {aliases.data.map(({ name, model }) => (
              <tr key={name} className="hoverable">
                <th scope="row" className="mono">
                  {name}
                </th>
                <td className="ink2">{model}</td>
                <td className="r">
                  <button
                    type="button"
                    className="btn quiet icon small"
                    aria-label={t('Remove the name {{name}}', { name })}
                    onClick={() => setRemoving(name)}
                  >
                    <Icon name="close" />
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {aliases.data?.length === 0 && <p className="ink2">{t('Each model is asked for by its own name.')}</p>}
      {adding && <AliasDialog models={models} onClose={() => setAdding(false)} />}
      {removing !== null && <RemoveAliasDialog name={removing} onClose={() => setRemoving(null)} />}
    </section>
  );
}
