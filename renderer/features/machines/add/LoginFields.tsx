import type { ReactElement } from 'react';
import { Icon } from '../../../ui/Icon.tsx';
import type { LoginDraft } from './login-draft.ts';

interface Props {
  readonly draft: LoginDraft;
  /** It was tried without. */
  readonly missing: boolean;
  readonly onChange: (draft: LoginDraft) => void;
}

/** A private key has about 3 KB; more than this is another file. */
const mostKeyBytes = 20_000;

/** Password, key file or the SSH agent of the coordinator's user. */
export function LoginFields({ draft, missing, onChange }: Props): ReactElement {
  const use = (kind: LoginDraft['kind'], text: string): ReactElement | null =>
    draft.kind === kind ? null : (
      <button type="button" className="link" onClick={() => onChange({ ...draft, kind })}>
        {text}
      </button>
    );
  const others = [
    use('password', 'use a password'),
    use('key', 'use a key file'),
    use('agent', 'use this PC’s SSH keys'),
  ].filter((one) => one !== null);
  const instead = (
    <>
      {' Or '}
      {others[0]}
      {' or '}
      {others[1]}
    </>
  );
  if (draft.kind === 'agent') {
    return (
      <div className="field wide">
        <span className="lab">This PC’s SSH keys</span>
        <span className="hint">The SSH agent of who runs the coordinator signs; no key leaves it.{instead}</span>
      </div>
    );
  }
  if (draft.kind === 'key') return <KeyFields draft={draft} missing={missing} onChange={onChange} instead={instead} />;
  return (
    <div className="field wide">
      <label htmlFor="add-password">Password</label>
      <input
        id="add-password"
        className="in"
        type="password"
        autoComplete="off"
        aria-describedby="add-password-hint"
        aria-invalid={missing}
        value={draft.password}
        onChange={(event) => onChange({ ...draft, password: event.target.value })}
      />
      <span className="hint" id="add-password-hint">
        {missing && <span className="bad">It is needed to log in. </span>}
        Used once for the installation, not kept.{instead}
      </span>
    </div>
  );
}

function KeyFields({ draft, missing, onChange, instead }: Props & { readonly instead: ReactElement }): ReactElement {
  const read = async (file: File | undefined): Promise<void> => {
    const privateKey = file && file.size <= mostKeyBytes ? await file.text() : '';
    onChange({ ...draft, privateKey, keyName: file?.name ?? '' });
  };
  const tooLarge = draft.keyName !== '' && draft.privateKey === '';
  return (
    <>
      <div className="field wide">
        <span className="lab" id="add-key">
          Key file
        </span>
        <label className="btn file">
          <Icon name="key" />
          {draft.keyName === '' ? 'Choose a private key…' : draft.keyName}
          <input
            type="file"
            className="vh"
            aria-labelledby="add-key"
            aria-describedby="add-key-hint"
            onChange={(event) => void read(event.target.files?.[0])}
          />
        </label>
        <span className="hint" id="add-key-hint">
          {tooLarge && <span className="bad">This file is no private key: it is too large or empty. </span>}
          {missing && !tooLarge && <span className="bad">It is needed to log in. </span>}
          Read here and used once for the installation, not kept.{instead}
        </span>
      </div>
      <div className="field wide">
        <label htmlFor="add-passphrase">Passphrase of the key</label>
        <input
          id="add-passphrase"
          className="in"
          type="password"
          autoComplete="off"
          placeholder="None"
          value={draft.passphrase}
          onChange={(event) => onChange({ ...draft, passphrase: event.target.value })}
        />
      </div>
    </>
  );
}
