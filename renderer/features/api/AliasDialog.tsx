import { Dialog } from '@base-ui/react/dialog';
import { useId, useState, type ReactElement } from 'react';
import { AliasName } from '../../../contract/aliases.ts';
import { useAliasCalls } from '../../data/use-aliases.ts';
import { useCall } from '../../data/use-call.ts';
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
  const submit = (): void => {
    if (!isName || send.running) return;
    send.start(async (signal) => {
      await calls.put({ name: name.trim(), model }, signal);
      onClose();
    });
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup className="dialog">
          <form
            onSubmit={(event) => {
              event.preventDefault();
              submit();
            }}
          >
            <header>
              <Dialog.Title>One more name for a model</Dialog.Title>
            </header>
            <div className="in-b key-fields">
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
            </div>
            <footer>
              <span className="grow" />
              <Dialog.Close className="btn">Cancel</Dialog.Close>
              <button type="submit" className="btn primary" disabled={!isName || send.running}>
                Give it the name
              </button>
            </footer>
          </form>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
