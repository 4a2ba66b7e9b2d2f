import type { ReactElement } from 'react';
import type { Imported } from '../../../../contract/library.ts';
import { plural } from '../../../ui/format.ts';
import { Icon } from '../../../ui/Icon.tsx';

/** What became of the files that were to be taken in: each one, with why not. */
export function ImportOutcome({ outcome: { models, refused } }: { readonly outcome: Imported }): ReactElement {
  return (
    <div className="import-outcome">
      <h3>
        {models.length === 0 ? 'Nothing was taken in' : `${plural(models.length, 'model')} taken in`}
        {refused.length > 0 && `, ${plural(refused.length, 'file')} left out`}
      </h3>
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
                  ? `${problem.reason} ${problem.effect} ${problem.action}`
                  : 'It is loaded where it fits, and stands under In use.'}
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
                {problem.message} {problem.action}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
