import { useState, type ReactElement } from 'react';
import type { PersonView } from '../../../contract/people.ts';
import { t } from '../../../words/words.ts';
import { useCall } from '../../data/client/use-call.ts';
import { usePeopleCalls } from '../../data/access/use-people.ts';
import { FormDialog } from '../../ui/dialog/FormDialog.tsx';
import { ProblemNote } from '../../ui/note/ProblemNote.tsx';
import { firstDraft, limitsOf } from '../api/key-draft.ts';
import { KeyFields } from '../api/KeyFields.tsx';

interface Props {
  readonly person: PersonView;
  /** Names of the models of the office. */
  readonly models: readonly string[];
  /** @param changed the person after it; left out: nothing was changed */
  readonly onClose: (changed?: PersonView) => void;
}

/** Changes what a person may ask. Rendered while it is open. */
export function LimitsDialog({ person, models, onClose }: Props): ReactElement {
  const [draft, setDraft] = useState(() => firstDraft(person, Date.now()));
  const calls = usePeopleCalls();
  const send = useCall();
  const wish = limitsOf(draft, person, 0);
  const submit = (): void => {
    if (!wish) return;
    const { expiresAt: _never, ...limits } = wish.limits;
    send.start(async (signal) => onClose(await calls.change(person.id, { limits }, signal)));
  };
  return (
    <FormDialog
      title={t('What {{name}} may do', { name: person.name })}
      action={t('Change')}
      ready={wish !== null && !send.running}
      onSubmit={submit}
      onClose={onClose}
    >
      <KeyFields draft={draft} models={models} change={setDraft} forPerson />
      <ProblemNote problem={send.problem} />
    </FormDialog>
  );
}
