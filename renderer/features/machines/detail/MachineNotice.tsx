import type { ReactElement } from 'react';
import type { MachineView } from '../../../../contract/control-api.ts';
import { t } from '../../../../words/words.ts';
import { useMachineCalls } from '../../../data/machines/machine-calls.ts';
import { useCall } from '../../../data/client/use-call.ts';
import { ProblemNote } from '../../../ui/note/ProblemNote.tsx';
import { ProblemRow } from '../../../ui/note/ProblemRow.tsx';
import { canUpdate } from './machine-facts.ts';

interface Props {
  readonly machine: MachineView;
  readonly ourVersion: string;
}

/** What a person should know of a machine, with the one action that the window itself can take. */
export function MachineNotice({ machine, ourVersion }: Props): ReactElement | null {
  const calls = useMachineCalls();
  const update = useCall();
  const { notice } = machine;
  if (!notice) return null;
  return (
    <div className="notice-row">
      <ProblemRow word={machine.state === 'stopped' ? t('Not used.') : t('Look here.')} tone="warn" problem={notice}>
        {canUpdate(machine, ourVersion) && (
          <button
            type="button"
            className="btn small"
            disabled={update.running}
            onClick={() => update.start((signal) => calls.update(machine.id, signal))}
          >
            {t('Update its agent')}
          </button>
        )}
      </ProblemRow>
      <ProblemNote problem={update.problem} />
    </div>
  );
}
