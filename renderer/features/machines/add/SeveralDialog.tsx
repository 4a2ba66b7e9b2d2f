import { Dialog } from '@base-ui/react/dialog';
import type { ReactElement } from 'react';
import type { CandidateView } from '../../../../contract/control-machines.ts';
import { plural } from '../../../ui/format.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { SeveralForm } from './SeveralForm.tsx';

interface Props {
  readonly candidates: readonly CandidateView[];
  readonly onClose: () => void;
}

/** Several PCs that take the same login. Rendered while it is open. */
export const SeveralDialog = ({ candidates, onClose }: Props): ReactElement => (
  <Dialog.Root open onOpenChange={(open) => !open && onClose()} disablePointerDismissal>
    <Dialog.Portal>
      <Dialog.Backdrop className="scrim" />
      <Dialog.Popup className="dialog add-dialog">
        <header>
          <Dialog.Title>Add {plural(candidates.length, 'PC')}</Dialog.Title>
          <span className="grow" />
          <Dialog.Close className="btn quiet icon" aria-label="Close">
            <Icon name="close" />
          </Dialog.Close>
        </header>
        <SeveralForm candidates={candidates} onClose={onClose} />
      </Dialog.Popup>
    </Dialog.Portal>
  </Dialog.Root>
);
