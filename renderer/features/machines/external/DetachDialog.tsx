import type { ReactElement } from 'react';
import type { AttachedView } from '../../../../contract/attached.ts';
import { useAttachedCalls } from '../../../data/attached-calls.ts';
import { useCall } from '../../../data/use-call.ts';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { plural } from '../../../ui/format.ts';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';

interface Props {
  readonly server: AttachedView;
  readonly onClose: () => void;
}

/** Says what happens when a server is detached, and asks. Rendered while it is open. */
export function DetachDialog({ server, onClose }: Props): ReactElement {
  const calls = useAttachedCalls();
  const detach = useCall();
  const { id, name, slotsBusy, hasKey } = server;
  return (
    <ConfirmDialog
      title={`Detach ${name}?`}
      failure={<ProblemNote problem={detach.problem} />}
      action={`Detach ${name}`}
      busy={detach.running}
      onConfirm={() =>
        detach.start(async (signal) => {
          await calls.detach(id, signal);
          onClose();
        })
      }
      onClose={onClose}
    >
      <ol className="what-happens">
        <li>
          {slotsBusy === 0
            ? 'Nothing more is sent there.'
            : `${plural(slotsBusy, 'answer')} that it writes now ${slotsBusy === 1 ? 'ends' : 'end'}, or ${slotsBusy === 1 ? 'goes' : 'go'} on on a machine that has the same model.`}
        </li>
        <li>Models that only it has are no longer there to be asked for.</li>
        <li>
          {hasKey
            ? 'Its key is forgotten here. Nothing is changed on the server.'
            : 'Nothing is changed on the server.'}
        </li>
      </ol>
    </ConfirmDialog>
  );
}
