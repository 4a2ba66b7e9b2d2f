import { useId, useState, type ReactElement } from 'react';
import { AliasName } from '../../../contract/aliases.ts';
import { useAliasCalls } from '../../data/models/use-aliases.ts';
import { useCall } from '../../data/client/use-call.ts';
import { FormDialog } from '../../ui/dialog/FormDialog.tsx';
import { ProblemNote } from '../../ui/note/ProblemNote.tsx';
import { Select } from '../../ui/field/Select.tsx';
import { TextField } from './TextField.tsx';
import { t } from '../../../words/words.ts';

interface Props {
  /** Names of the models of the office. */
  readonly models: readonly string[];
  readonly onClose: () => void;
}

const example = 'gpt-4o-mini';

/** Gives a model one more name. Rendered while it is open. */
export function AliasDialog({ models, onClose }: Props): ReactElement {
  const [name, setName] = useState('');
  const [model, setModel] = useState(models[0] ?? '');
  const calls = useAliasCalls();
  const send = useCall();
  const id = useId();
  const isName = AliasName.safeParse(name.trim()).success;
  const submit = (): void =>
    send.start(async (signal) => {
      await calls.put({ name: name.trim(), model }, signal);
      onClose();
    });
  return (
    <FormDialog
      title={t('One more name for a model')}
      action={t('Give it the name')}
      ready={isName && !send.running}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label={t('Name that programs ask for')}
        placeholder={example}
        hint={t('Letters, digits and . _ - : / @ +')}
        maxLength={100}
        mono
        value={name}
        onChange={setName}
      />
      <div className="field">
        <span id={id} className="lab">
          {t('Model that answers')}
        </span>
        <Select
          labelledBy={id}
          value={model}
          options={models.map((one) => ({ value: one, text: one }))}
          onChange={setModel}
        />
      </div>
      <ProblemNote problem={send.problem} />
    </FormDialog>
  );
}
