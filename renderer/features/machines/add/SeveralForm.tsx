import { useState, type ReactElement } from 'react';
import type { CandidateView, InstallRequest } from '../../../../contract/control-machines.ts';
import { fingerprintCommand } from '../../../../contract/fingerprint-command.ts';
import { toProblem } from '../../../../contract/problem.ts';
import { useMachineCalls } from '../../../data/machine-calls.ts';
import { storedChoice } from '../../../data/stored-choice.ts';
import { useCall } from '../../../data/use-call.ts';
import { useHostKeys } from '../../../data/use-host-keys.ts';
import { plural } from '../../../ui/format.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { Note } from '../../../ui/Note.tsx';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import { WaitingRing } from '../../../ui/WaitingRing.tsx';
import { emptyLogin, loginOf } from './login-draft.ts';
import { LoginFields } from './LoginFields.tsx';
import { UserField } from './UserField.tsx';
import { installable, keyOutcome, type KeyOutcome } from './several-keys.ts';

interface Props {
  readonly candidates: readonly CandidateView[];
  readonly onClose: () => void;
}

/** One login for all of them, and the fingerprint of each to compare: the password is sent only after that. */
export function SeveralForm({ candidates, onClose }: Props): ReactElement {
  const calls = useMachineCalls();
  const starting = useCall();
  const keys = useHostKeys(candidates);
  const [user, setUser] = useState(storedChoice.read('machines.user') ?? '');
  const [login, setLogin] = useState(emptyLogin);
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState<readonly string[]>([]);
  const ready = loginOf(login);
  const going = installable(candidates, keys);
  const asked = candidates.some((one) => keyOutcome(keys, one).type === 'asked');
  const isFirst = candidates.some((one) => keyOutcome(keys, one).type === 'first');
  const noUser = tried && user.trim() === '';

  const install = (): void => {
    setTried(true);
    if (asked || starting.running || going.length === 0 || user.trim() === '' || !ready) return;
    // Out of the page's memory, whatever becomes of the calls.
    setLogin({ ...emptyLogin, kind: login.kind });
    setTried(false);
    storedChoice.write('machines.user', user.trim());
    starting.start(async (signal) => {
      const failed: string[] = [];
      for (const { candidate, hostKey } of going) {
        const request: InstallRequest = {
          address: candidate.address,
          port: 22,
          user: user.trim(),
          hostKey,
          login: ready,
        };
        await calls
          .install(request, signal)
          .catch((error: unknown) => failed.push(`${candidate.name}: ${toProblem(error).message}`));
      }
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
            label="User on all of them"
            value={user}
            missing={noUser ? 'An account that is on each of these PCs' : ''}
            wide
            onChange={setUser}
          />
          <LoginFields draft={login} missing={tried && !ready} onChange={setLogin} />
        </div>
        <ul className="check several-keys" aria-label="Fingerprints" aria-live="polite">
          {candidates.map((candidate) => (
            <KeyRow key={candidate.id} candidate={candidate} outcome={keyOutcome(keys, candidate)} />
          ))}
        </ul>
        {refused.length > 0 && <Note kind="bad">{refused.join(' ')} The others are on their way.</Note>}
        <ProblemNote problem={starting.problem} />
      </div>
      <footer>
        <span className="small ink3 grow">Opens no port on those PCs.</span>
        <button type="button" className="btn" onClick={onClose}>
          Cancel
        </button>
        <button
          type="submit"
          className="btn primary"
          disabled={asked || going.length === 0 || starting.running}
          // A double click on the button that opened this is no comparison.
          onClick={(event) => event.detail > 1 && event.preventDefault()}
        >
          {isFirst ? 'They are the same, install' : 'Install'} on {plural(going.length, 'PC')}
        </button>
      </footer>
    </form>
  );
}

interface RowProps {
  readonly candidate: CandidateView;
  readonly outcome: KeyOutcome;
}

function KeyRow({ candidate: { name, os }, outcome }: RowProps): ReactElement {
  switch (outcome.type) {
    case 'asked':
      return (
        <li>
          <WaitingRing />
          <div>
            <div className="strong">{name}</div>
            <div className="small ink2">Asking for its fingerprint</div>
          </div>
        </li>
      );
    case 'none':
      return (
        <li>
          <Icon name="state-lost" className="bad" />
          <div>
            <div className="strong">{name} is left out</div>
            <div className="small ink2">{outcome.problem.message}</div>
          </div>
        </li>
      );
    case 'changed':
      return (
        <li>
          <Icon name="warn" className="bad" />
          <div>
            <div className="strong">{name} is left out</div>
            <div className="small ink2">
              It shows another fingerprint than at the last visit. Add it by itself to compare and forget the old one.
            </div>
          </div>
        </li>
      );
    case 'same':
    case 'first':
      return (
        <li>
          <Icon name="shield" className={outcome.type === 'same' ? 'ok' : ''} />
          <div>
            <div className="strong">{name}</div>
            <div className="mono small fingerprint">{outcome.key.fingerprint}</div>
            <div className="small ink2">
              {outcome.type === 'same' ? (
                'The same as at the last visit'
              ) : (
                <>
                  First visit. Compare it over there:{' '}
                  <span className="mono">{fingerprintCommand(outcome.key.algorithm, os)}</span>
                </>
              )}
            </div>
          </div>
        </li>
      );
  }
}
