import type { ReactElement } from 'react';
import type { AttachedView } from '../../../../contract/attached.ts';
import { t } from '../../../../words/words.ts';
import { useAttachedCalls } from '../../../data/machines/attached-calls.ts';
import { useCall } from '../../../data/client/use-call.ts';
import { ConfirmDialog } from '../../../ui/dialog/ConfirmDialog.tsx';
import { ProblemNote } from '../../../ui/note/ProblemNote.tsx';

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
      title={t('Detach {{name}}?', { name })}
      failure={<ProblemNote problem={detach.problem} />}
      action={t('Detach {{name}}', { name })}
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
            ? t('Nothing more is sent there.')
            : t('{{count, number}} answers that it writes now end, or go on on a machine that has the same model.', {
                count: slotsBusy,
              })}
        </li>
        <li>{t('Models that only it has are no longer there to be asked for.')}</li>
        <li>
          {hasKey
            ? t('Its key is forgotten here. Nothing is changed on the server.')
            : t('Nothing is changed on the server.')}
        </li>
      </ol>
    </ConfirmDialog>
  );
}
