import type { ReactElement } from 'react';
import type { ModelView } from '../../../contract/control-api.ts';
import { t } from '../../../words/words.ts';
import { useModelCalls } from '../../data/models/model-calls.ts';
import { useCall } from '../../data/client/use-call.ts';
import { ConfirmDialog } from '../../ui/dialog/ConfirmDialog.tsx';
import { formatBytes } from '../../ui/text/format.ts';
import { ProblemNote } from '../../ui/note/ProblemNote.tsx';

interface Props {
  readonly model: ModelView;
  readonly onClose: () => void;
}

/** Says what happens when a model is removed, and asks. Rendered while it is open. */
export function RemoveModelDialog({ model, onClose }: Props): ReactElement {
  const calls = useModelCalls();
  const remove = useCall();
  const bytes = model.variants.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) || model.sizeBytes;
  return (
    <ConfirmDialog
      title={t('Remove {{name}} from this office?', { name: model.name })}
      failure={<ProblemNote problem={remove.problem} />}
      action={t('Remove {{name}}', { name: model.name })}
      busy={remove.running}
      onConfirm={() =>
        remove.start(async (signal) => {
          await calls.remove(model.name, signal);
          onClose();
        })
      }
      onClose={onClose}
    >
      <ol className="what-happens">
        <li>
          {model.planned > 0
            ? t('It finishes its running answers and takes no new one; other models get its memory.')
            : t('It does not run, so no answer is lost.')}
        </li>
        <li>
          {t(
            'Its files are deleted from this office and from every machine: {{size}} here. A file that was imported stays where it came from.',
            { size: formatBytes(bytes) },
          )}
        </li>
        <li>{t('Programs that ask for it by name are refused. To keep the files, switch it off instead.')}</li>
      </ol>
    </ConfirmDialog>
  );
}
