import { Dialog } from '@base-ui/react/dialog';
import { useState, type ReactElement } from 'react';
import type { KeyView, MadeKey } from '../../../contract/keys.ts';
import { t } from '../../../words/words.ts';
import { useCall } from '../../data/client/use-call.ts';
import { useKeyCalls } from '../../data/access/use-keys.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { DialogForm } from '../../ui/dialog/DialogForm.tsx';
import { DialogFrame } from '../../ui/dialog/DialogFrame.tsx';
import { ProblemNote } from '../../ui/note/ProblemNote.tsx';
import { firstDraft, limitsOf } from './key-draft.ts';
import { KeyFields } from './KeyFields.tsx';
import { TextField } from './TextField.tsx';

interface Props {
  /** Null: a new one. */
  readonly change: KeyView | null;
  /** Names of the models of the office. */
  readonly models: readonly string[];
  readonly onClose: () => void;
}

/** Makes a key and shows it once, or changes what one may do. Rendered while it is open. */
export function KeyDialog({ change: old, models, onClose }: Props): ReactElement {
  const [openedAt] = useState(() => Date.now());
  const [draft, setDraft] = useState(() => firstDraft(old, openedAt));
  const [made, setMade] = useState<MadeKey | null>(null);
  const calls = useKeyCalls();
  const send = useCall();
  const wish = limitsOf(draft, old, openedAt);
  const submit = (): void => {
    if (!wish) return;
    send.start(async (signal) => {
      if (old) {
        await calls.change(old.id, { owner: wish.owner, ...wish.limits }, signal);
        return onClose();
      }
      setMade(await calls.make(wish, signal));
    });
  };
  return (
    <DialogFrame onlyByButton={made !== null || send.running} onClose={onClose}>
      {made ? (
        <NewKey made={made} />
      ) : (
        <DialogForm
          title={old ? t('What the key of {{name}} may do', { name: old.name }) : t('New key')}
          action={old ? t('Change') : t('Make the key')}
          ready={wish !== null && !send.running}
          onSubmit={submit}
        >
          {!old && (
            <TextField
              label={t('Who will use it')}
              placeholder={t('A program or a person')}
              maxLength={60}
              value={draft.name}
              onChange={(name) => setDraft({ ...draft, name })}
            />
          )}
          <KeyFields draft={draft} models={models} change={setDraft} />
          <ProblemNote problem={send.problem} />
        </DialogForm>
      )}
    </DialogFrame>
  );
}

const NewKey = ({ made: { key, view } }: { readonly made: MadeKey }): ReactElement => (
  <>
    <header>
      <Dialog.Title>{t('The key of {{name}}', { name: view.name })}</Dialog.Title>
    </header>
    <div className="in-b">
      <Dialog.Description render={<p />}>
        {t(
          'Copy it now: only its hash is kept, so it cannot be shown again. Who has it can use the models of this office.',
        )}
      </Dialog.Description>
      <div className="row new-key">
        <code className="grow mono">{key}</code>
        <CopyButton text={key} what={t('the key')} word />
      </div>
    </div>
    <footer>
      <span className="grow" />
      <Dialog.Close className="btn primary">{t('Done')}</Dialog.Close>
    </footer>
  </>
);
