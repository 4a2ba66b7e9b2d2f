import { useId, useState, type ReactElement } from 'react';
import { AliasName } from '../../../contract/aliases.ts';
import { useAliasCalls } from '../../data/use-aliases.ts';
import { useCall } from '../../data/use-call.ts';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from './TextField.tsx';

interface Props {
  /** Names of the models of the office. */
  readonly models: readonly string[];
  readonly onClose: () => void;
}

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
      title="One more name for a model"
      action="Give it the name"
      ready={isName && !send.running}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label="Name that programs ask for"
        placeholder="gpt-4o-mini"
        hint="Letters, digits and . _ - : / @ +"
        maxLength={100}
        mono
        value={name}
        onChange={setName}
      />
      <div className="field">
        <span id={id} className="lab">
          Model that answers
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
