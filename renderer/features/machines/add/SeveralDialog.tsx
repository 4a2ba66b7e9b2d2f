import type { ReactElement } from 'react';
import type { CandidateView } from '../../../../contract/control-machines.ts';
import { t } from '../../../../words/words.ts';
import { DialogFrame } from '../../../ui/dialog/DialogFrame.tsx';
import { DialogHead } from '../../../ui/dialog/DialogHead.tsx';
import { SeveralForm } from './SeveralForm.tsx';

interface Props {
  readonly candidates: readonly CandidateView[];
  readonly onClose: () => void;
}

/** Several PCs that take the same login. Rendered while it is open. */
export const SeveralDialog = ({ candidates, onClose }: Props): ReactElement => (
  <DialogFrame className="dialog add-dialog" stays onClose={onClose}>
    <DialogHead title={t('Add {{count, number}} PCs', { count: candidates.length })} />
    <SeveralForm candidates={candidates} onClose={onClose} />
  </DialogFrame>
);
