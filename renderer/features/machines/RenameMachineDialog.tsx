import { Dialog } from '@base-ui/react/dialog';
import { useState, type ReactElement } from 'react';
import type { MachineView } from '../../../contract/control-api.ts';
import { useMachineCalls } from '../../data/machine-calls.ts';
import { useCall } from '../../data/use-call.ts';
import { ProblemNote } from '../../ui/ProblemNote.tsx';

interface Props {
  readonly machine: MachineView;
  readonly onClose: () => void;
}

/** Asks for a machine's new name in this office. Rendered while it is open. */
export function RenameMachineDialog({ machine, onClose }: Props): ReactElement {
  const [name, setName] = useState(machine.name);
  const calls = useMachineCalls();
  const rename = useCall();
  const save = (): void => {
    if (name.trim() === '' || rename.running) return;
    rename.start(async (signal) => {
      await calls.change(machine.id, { name: name.trim() }, signal);
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
              save();
            }}
          >
            <header>
              <Dialog.Title>Rename {machine.name}</Dialog.Title>
            </header>
            <div className="in-b">
              <div className="field">
                <label htmlFor="machine-name">Name in this office</label>
                <input
                  id="machine-name"
                  className="in"
                  maxLength={60}
                  value={name}
                  onChange={(event) => setName(event.target.value)}
                />
                <span className="hint">The PC’s own name stays as it is.</span>
              </div>
              <ProblemNote problem={rename.problem} />
            </div>
            <footer>
              <span className="grow" />
              <Dialog.Close className="btn">Cancel</Dialog.Close>
              <button type="submit" className="btn primary">
                Rename
              </button>
            </footer>
          </form>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
