import { useState, type ReactElement } from 'react';
import { t } from '../../../../words/words.ts';
import { useMachineCalls } from '../../../data/machines/machine-calls.ts';
import { useCall } from '../../../data/client/use-call.ts';
import { ProblemNote } from '../../../ui/note/ProblemNote.tsx';

/** Puts a PC on the list that does not announce itself. */
export function AddByAddress(): ReactElement {
  const calls = useMachineCalls();
  const add = useCall();
  const [address, setAddress] = useState('');
  return (
    <form
      className="row by-address"
      onSubmit={(event) => {
        event.preventDefault();
        if (address.trim() === '') return;
        add.start(async (signal) => {
          await calls.addCandidate(address.trim(), signal);
          setAddress('');
        });
      }}
    >
      <input
        className="in"
        aria-label={t('Address of the PC')}
        placeholder="192.168.10.27"
        maxLength={253}
        autoComplete="off"
        spellCheck={false}
        value={address}
        onChange={(event) => setAddress(event.target.value)}
      />
      <button type="submit" className="btn small" disabled={add.running}>
        {t('Add by address')}
      </button>
      <ProblemNote problem={add.problem} />
    </form>
  );
}
