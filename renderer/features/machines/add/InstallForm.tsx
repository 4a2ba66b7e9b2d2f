import { useEffect, useEffectEvent, useState, type ReactElement } from 'react';
import type { CandidateView, HostKeyView, InstallView } from '../../../../contract/control-machines.ts';
import { t } from '../../../../words/words.ts';
import { useMachineCalls } from '../../../data/machines/machine-calls.ts';
import { storedChoice } from '../../../data/stored-choice.ts';
import { useCall } from '../../../data/client/use-call.ts';
import { ProblemNote } from '../../../ui/note/ProblemNote.tsx';
import { WaitingRing } from '../../../ui/note/WaitingRing.tsx';
import { HostKeyNote } from './HostKeyNote.tsx';
import { emptyLogin, loginOf } from './login-draft.ts';
import { LoginFields } from './LoginFields.tsx';
import { pcTarget, pcText, type PcTarget } from './pc-target.ts';
import { PcField } from './PcField.tsx';
import { UserField } from './UserField.tsx';

interface Props {
  readonly candidates: readonly CandidateView[];
  /** The PC that was chosen on its card. */
  readonly candidate: CandidateView | null;
  readonly onStarted: (install: InstallView) => void;
  readonly onClose: () => void;
}

/** Which PC, who logs in, and its fingerprint to compare: the password is sent only after that. */
export function InstallForm({ candidates, candidate, onStarted, onClose }: Props): ReactElement {
  const calls = useMachineCalls();
  const looking = useCall();
  const starting = useCall();
  const [pc, setPc] = useState(candidate ? pcText(candidate) : '');
  const [user, setUser] = useState(storedChoice.read('machines.user') ?? '');
  const [login, setLogin] = useState(emptyLogin);
  const [hostKey, setHostKey] = useState<HostKeyView | null>(null);
  const [tried, setTried] = useState<'nothing' | 'look' | 'install'>('nothing');
  const target = pcTarget(pc, candidate ? [candidate, ...candidates] : candidates);
  const ready = loginOf(login);
  const noPc = tried !== 'nothing' && !target;
  const noUser = tried === 'install' && user.trim() === '';

  const look = ({ address, port }: PcTarget): void =>
    looking.start(async (signal) => setHostKey(await calls.hostKey({ address, port }, signal)));
  const lookAtOnce = useEffectEvent(() => candidate && target && look(target));
  useEffect(() => void lookAtOnce(), []);

  const forget = ({ address, port }: PcTarget): void =>
    looking.start(async (signal) => {
      await calls.forgetHostKey({ address, port }, signal);
      setHostKey(await calls.hostKey({ address, port }, signal));
    });
  const retype = (text: string): void => {
    setPc(text);
    setHostKey(null);
    looking.forget();
    starting.forget();
  };
  const install = (): void => {
    setTried(hostKey ? 'install' : 'look');
    if (!target || starting.running || looking.running || hostKey?.known === 'changed') return;
    if (!hostKey) return look(target);
    if (user.trim() === '' || !ready) return;
    const { address, port } = target;
    const request = { address, port, user: user.trim(), hostKey: hostKey.fingerprint, login: ready };
    // Out of the page's memory, whatever becomes of the call.
    setLogin({ ...emptyLogin, kind: login.kind });
    setTried('nothing');
    starting.start(async (signal) => {
      storedChoice.write('machines.user', request.user);
      onStarted(await calls.install(request, signal));
    });
  };

  return (
    // The handler keeps a key from acting twice; it makes nothing that has to be reached.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      noValidate
      // Nor is Enter that is held down.
      onKeyDown={(event) => event.repeat && event.key === 'Enter' && event.preventDefault()}
      onSubmit={(event) => {
        event.preventDefault();
        install();
      }}
    >
      <div className="in-b">
        <div className="add-fields">
          <PcField value={pc} candidates={candidates} wrong={noPc} onChange={retype} />
          <UserField
            label={t('User there')}
            value={user}
            missing={noUser ? t('An account on that PC') : ''}
            onChange={setUser}
          />
          <LoginFields draft={login} missing={tried === 'install' && !ready} onChange={setLogin} />
        </div>
        <div aria-live="polite">
          {looking.running && (
            <p className="row small ink2 add-wait">
              <WaitingRing />
              {target
                ? t('Asking {{name}} for its fingerprint', { name: target.name })
                : t('Asking the PC for its fingerprint')}
            </p>
          )}
          {hostKey && target && <HostKeyNote target={target} hostKey={hostKey} />}
        </div>
        <ProblemNote problem={looking.problem ?? starting.problem} />
      </div>
      <footer>
        <span className="small ink3 grow">{t('Opens no port on that PC.')}</span>
        <button type="button" className="btn" onClick={onClose}>
          {t('Cancel')}
        </button>
        {hostKey?.known === 'changed' ? (
          <button
            // Another button in the same place: it must not be pressed by the press that brought it.
            key="forget"
            type="button"
            className="btn danger"
            disabled={looking.running}
            onClick={(event) => event.detail < 2 && target && forget(target)}
          >
            {t('It was set up anew, forget the old key')}
          </button>
        ) : (
          <button
            key="go"
            type="submit"
            className="btn primary"
            // A double click on "Continue" is no comparison.
            onClick={(event) => event.detail > 1 && event.preventDefault()}
          >
            {hostKey === null ? t('Continue') : hostKey.known === 'same' ? t('Install') : t('It is the same, install')}
          </button>
        )}
      </footer>
    </form>
  );
}
