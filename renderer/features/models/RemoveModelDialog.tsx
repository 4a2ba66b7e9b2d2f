import type { ReactElement } from 'react';
import { bytesInWords } from '../../../contract/bytes-in-words.ts';
import type { ModelView } from '../../../contract/control-api.ts';
import { useModelCalls } from '../../data/model-calls.ts';
import { useCall } from '../../data/use-call.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';

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
      title={`Remove ${model.name} from this office?`}
      failure={<ProblemNote problem={remove.problem} />}
      action={`Remove ${model.name}`}
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
            ? 'It finishes its running answers and takes no new one; other models get its memory.'
            : 'It does not run, so no answer is lost.'}
        </li>
        <li>
          Its files are deleted from this office and from every machine: {bytesInWords(bytes)} here. A file that was
          imported stays where it came from.
        </li>
        <li>Programs that ask for it by name are refused. To keep the files, switch it off instead.</li>
      </ol>
    </ConfirmDialog>
  );
}
