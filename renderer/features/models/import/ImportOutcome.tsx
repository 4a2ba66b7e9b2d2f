import type { ReactElement } from 'react';
import type { Imported } from '../../../../contract/library.ts';
import { retell } from '../../../../words/retell.ts';
import { t } from '../../../../words/words.ts';
import { Icon } from '../../../ui/mark/Icon.tsx';

/** What became of the files that were to be taken in: each one, with why not. */
export function ImportOutcome({ outcome: { models, refused } }: { readonly outcome: Imported }): ReactElement {
  const taken =
    models.length === 0 ? t('Nothing was taken in') : t('{{count, number}} models taken in', { count: models.length });
  const left = refused.length === 0 ? [] : [t('{{count, number}} files left out', { count: refused.length })];
  return (
    <div className="import-outcome">
      <h3>{[taken, ...left].join(', ')}</h3>
      <ul className="check">
        {models.map(({ name, variant, problem }) => (
          <li key={`${name} ${variant}`}>
            <Icon name={problem ? 'warn' : 'check'} className={problem ? 'warn' : 'ok'} />
            <div>
              <p>
                <span className="strong">{name}</span> <span className="ink2">{variant}</span>
              </p>
              <p className="small ink2">
                {problem
                  ? [problem.reason, problem.effect, problem.action].map(retell).join(' ')
                  : t('It is loaded where it fits, and stands under In use.')}
              </p>
            </div>
          </li>
        ))}
        {refused.map(({ file, problem }) => (
          <li key={file}>
            <Icon name="state-lost" className="bad" />
            <div>
              <p className="strong path">{file}</p>
              <p className="small ink2">
                {retell(problem.message)} {retell(problem.action)}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
