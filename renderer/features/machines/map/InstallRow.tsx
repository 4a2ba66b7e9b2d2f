import type { ReactElement } from 'react';
import type { OfficeState } from '../../../../contract/control-api.ts';
import type { InstallView } from '../../../../contract/control-machines.ts';
import { t } from '../../../../words/words.ts';
import { Icon } from '../../../ui/mark/Icon.tsx';
import { Progress } from '../../../ui/note/Progress.tsx';
import { installName, installNow, installProgress } from '../newcomers/install-words.ts';

interface Props {
  readonly install: InstallView;
  readonly state: OfficeState;
}

/** A PC that is being installed, where it will stand on the map. */
export function InstallRow({ install, state }: Props): ReactElement {
  const name = installName(install, state);
  return (
    <li className="vmach">
      <div className="vrow">
        <div className="vname">
          <h2>
            <Icon name="state-joining" className="ink2" />
            <span className="trunc">{name}</span>
          </h2>
          <div className="st">{t('Joining')}</div>
        </div>
        <div className="vgpu" />
        <div className="install-row">
          <Progress label={t('{{name}} joins', { name })} value={installProgress(install)} />
          <p className="small ink2">{installNow(install)}</p>
        </div>
      </div>
    </li>
  );
}
