import { useEffect, useEffectEvent, useState, type ReactElement } from 'react';
import type { OfficeState } from '../../../../contract/control-api.ts';
import type { InstallView } from '../../../../contract/control-machines.ts';
import { useMachineCalls } from '../../../data/machines/machine-calls.ts';
import type { Adding } from './adding.ts';
import { InstallForm } from './InstallForm.tsx';
import { InstallProgress } from './InstallProgress.tsx';

interface Props {
  readonly state: OfficeState;
  readonly adding: Adding;
  readonly onClose: () => void;
}

/** Over SSH: first who and where, then the steps as they go. Closing the dialog stops nothing. */
export function InstallWay({ state, adding, onClose }: Props): ReactElement {
  const [followed, setFollowed] = useState<InstallView | null>(
    state.installs.find(({ id }) => id === adding.installId) ?? null,
  );
  // The answer to the start is there before the office's state shows it.
  const install = state.installs.find(({ id }) => id === followed?.id) ?? followed;
  const calls = useMachineCalls();
  // Whoever saw here that it is done need not read it on a card again, however the dialog is closed.
  const seen = install?.state === 'done' ? install.id : null;
  const dismiss = useEffectEvent((id: string): void => {
    calls.dismissInstall(id, new AbortController().signal).catch(() => undefined);
  });
  useEffect(() => (seen === null ? undefined : () => dismiss(seen)), [seen]);
  if (install) {
    return <InstallProgress install={install} state={state} onClose={onClose} onAgain={() => setFollowed(null)} />;
  }
  return (
    <InstallForm
      candidates={state.candidates}
      candidate={adding.candidate ?? null}
      onStarted={setFollowed}
      onClose={onClose}
    />
  );
}
