import { useState, type ReactElement } from 'react';
import type { CandidateView, InstallRequest } from '../../../../contract/control-machines.ts';
import { toProblem } from '../../../../contract/problem.ts';
import { retell } from '../../../../words/retell.ts';
import { t } from '../../../../words/words.ts';
import { useMachineCalls } from '../../../data/machines/machine-calls.ts';
import { storedChoice } from '../../../data/stored-choice.ts';
import { useCall } from '../../../data/client/use-call.ts';
import { useHostKeys } from '../../../data/machines/use-host-keys.ts';
import { Note } from '../../../ui/note/Note.tsx';
import { ProblemNote } from '../../../ui/note/ProblemNote.tsx';
import { HostKeyRow } from './HostKeyRow.tsx';
import { emptyLogin, loginOf } from './login-draft.ts';
import { LoginFields } from './LoginFields.tsx';
import { installable, keyOutcome, mayBeInstallable } from './several-keys.ts';
import { UserField } from './UserField.tsx';

interface Props {
  readonly candidates: readonly CandidateView[];
  readonly onClose: () => void;
}

interface Refusal {
  readonly name: string;
  readonly message: string;
}

/** One login for all of them, and the fingerprint of each to compare: the password is sent only after that. */
export function SeveralForm({ candidates, onClose }: Props): ReactElement {
  const calls = useMachineCalls();
  const starting = useCall();
  const keys = useHostKeys(candidates);
  const [user, setUser] = useState(storedChoice.read('machines.user') ?? '');
  const [login, setLogin] = useState(emptyLogin);
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState<readonly Refusal[]>([]);
  /** By their ids. An installation on them began: a second try is not theirs. */
  const [begun, setBegun] = useState<ReadonlySet<string>>(new Set());
  const ready = loginOf(login);
  const left = candidates.filter(({ id }) => !begun.has(id));
  const going = installable(left, keys);
  const asked = left.some((one) => keyOutcome(keys, one).type === 'asked');
  const isFirst = left.some((one) => keyOutcome(keys, one).type === 'first');
  const count = mayBeInstallable(left, keys);
  const alone = left.length === 1;
  const noUser = tried && user.trim() === '';

  const install = (): void => {
    setTried(true);
    if (asked || starting.running || going.length === 0 || user.trim() === '' || !ready) return;
    // Out of the page's memory, whatever becomes of the calls.
    setLogin({ ...emptyLogin, kind: login.kind });
    setTried(false);
    storedChoice.write('machines.user', user.trim());
    starting.start(async (signal) => {
      const began: string[] = [];
      const failed: Refusal[] = [];
      for (const { candidate, hostKey } of going) {
        const request: InstallRequest = {
          address: candidate.address,
          port: 22,
          user: user.trim(),
          hostKey,
          login: ready,
        };
        await calls.install(request, signal).then(
          () => began.push(candidate.id),
          (error: unknown) => failed.push({ name: candidate.name, message: toProblem(error).message }),
        );
      }
      setBegun((old) => new Set([...old, ...began]));
      setRefused(failed);
      if (failed.length === 0) onClose();
    });
  };

  return (
    <form
      className="several"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        install();
      }}
    >
      <div className="in-b">
        <div className="add-fields">
          <UserField
            label={alone ? t('User there') : t('User on all of them')}
            value={user}
            missing={noUser ? (alone ? t('An account on that PC') : t('An account that is on each of these PCs')) : ''}
            wide
            onChange={setUser}
          />
          <LoginFields draft={login} missing={tried && !ready} onChange={setLogin} />
        </div>
        <ul className="check several-keys" aria-label={t('Fingerprints')} aria-live="polite">
          {left.map((candidate) => (
            <HostKeyRow key={candidate.id} candidate={candidate} outcome={keyOutcome(keys, candidate)} />
          ))}
        </ul>
        {refused.length > 0 && (
          <Note kind="bad">
            {refused.map(({ name, message }) => `${name}: ${retell(message)}`).join(' ')}{' '}
            {begun.size > 0 && t('The others are on their way.')}
          </Note>
        )}
        <ProblemNote problem={starting.problem} />
      </div>
      <footer>
        <span className="small ink3 grow">
          {alone ? t('Opens no port on that PC.') : t('Opens no port on those PCs.')}
        </span>
        <button type="button" className="btn" onClick={onClose}>
          {t('Cancel')}
        </button>
        <button
          type="submit"
          className="btn primary"
          disabled={asked || going.length === 0 || starting.running}
          // A double click on the button that opened this is no comparison.
          onClick={(event) => event.detail > 1 && event.preventDefault()}
        >
          {count === 0
            ? t('Install')
            : isFirst
              ? t('They are the same, install on {{count, number}} PCs', { count })
              : t('Install on {{count, number}} PCs', { count })}
        </button>
      </footer>
    </form>
  );
}
