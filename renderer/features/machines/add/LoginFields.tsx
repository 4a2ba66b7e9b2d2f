import type { ReactElement } from 'react';
import { t } from '../../../../words/words.ts';
import { Icon } from '../../../ui/mark/Icon.tsx';
import { Trans } from '../../../ui/text/Trans.tsx';
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
  if (draft.kind === 'agent') {
    return (
      <div className="field wide">
        <span className="lab">{t('This PC’s SSH keys')}</span>
        <span className="hint">
          {t('The SSH agent of who runs the coordinator signs; no key leaves it.')}{' '}
          <Instead draft={draft} onChange={onChange} />
        </span>
      </div>
    );
  }
  if (draft.kind === 'key') return <KeyFields draft={draft} missing={missing} onChange={onChange} />;
  return (
    <div className="field wide">
      <label htmlFor="add-password">{t('Password')}</label>
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
        {missing && <span className="bad">{t('It is needed to log in.')} </span>}
        {t('Used once for the installation, not kept.')} <Instead draft={draft} onChange={onChange} />
      </span>
    </div>
  );
}

/** The two other ways to log in. */
function Instead({ draft, onChange }: Pick<Props, 'draft' | 'onChange'>): ReactElement {
  const use = (kind: LoginDraft['kind']): ReactElement => (
    // The sentence gives it its words.
    // eslint-disable-next-line jsx-a11y/control-has-associated-label
    <button type="button" className="link" onClick={() => onChange({ ...draft, kind })} />
  );
  const parts = { word: use('password'), file: use('key'), agent: use('agent') };
  switch (draft.kind) {
    case 'password':
      return <Trans text="Or <file>use a key file</file> or <agent>use this PC’s SSH keys</agent>" parts={parts} />;
    case 'key':
      return <Trans text="Or <word>use a password</word> or <agent>use this PC’s SSH keys</agent>" parts={parts} />;
    case 'agent':
      return <Trans text="Or <word>use a password</word> or <file>use a key file</file>" parts={parts} />;
  }
}

function KeyFields({ draft, missing, onChange }: Props): ReactElement {
  const read = async (file: File | undefined): Promise<void> => {
    const privateKey = file && file.size <= mostKeyBytes ? await file.text() : '';
    onChange({ ...draft, privateKey, keyName: file?.name ?? '' });
  };
  const tooLarge = draft.keyName !== '' && draft.privateKey === '';
  return (
    <>
      <div className="field wide">
        <span className="lab" id="add-key">
          {t('Key file')}
        </span>
        <label className="btn file">
          <Icon name="key" />
          {draft.keyName === '' ? t('Choose a private key…') : draft.keyName}
          <input
            type="file"
            className="vh"
            aria-labelledby="add-key"
            aria-describedby="add-key-hint"
            onChange={(event) => void read(event.target.files?.[0])}
          />
        </label>
        <span className="hint" id="add-key-hint">
          {tooLarge && <span className="bad">{t('This file is no private key: it is too large or empty.')} </span>}
          {missing && !tooLarge && <span className="bad">{t('It is needed to log in.')} </span>}
          {t('Read here and used once for the installation, not kept.')} <Instead draft={draft} onChange={onChange} />
        </span>
      </div>
      <div className="field wide">
        <label htmlFor="add-passphrase">{t('Passphrase of the key')}</label>
        <input
          id="add-passphrase"
          className="in"
          type="password"
          autoComplete="off"
          placeholder={t('None', { context: 'passphrase' })}
          value={draft.passphrase}
          onChange={(event) => onChange({ ...draft, passphrase: event.target.value })}
        />
      </div>
    </>
  );
}
