import type { ReactElement } from 'react';
import type { OfficeState } from '../../../../contract/control-api.ts';
import { t } from '../../../../words/words.ts';
import { InstallRow } from './InstallRow.tsx';

/** PCs that are being installed, where they will stand on the map. */
export function InstallRows({ state }: { readonly state: OfficeState }): ReactElement | null {
  const { installs, machines } = state;
  const shown = installs.filter(
    (install) => install.state === 'running' && !machines.some(({ id }) => id === install.machineId),
  );
  if (shown.length === 0) return null;
  return (
    <ul aria-label={t('Being installed')}>
      {shown.map((install) => (
        <InstallRow key={install.id} install={install} state={state} />
      ))}
    </ul>
  );
}
