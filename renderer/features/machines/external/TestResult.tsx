import type { ReactElement } from 'react';
import type { AttachTest } from '../../../../contract/attached.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { Note } from '../../../ui/Note.tsx';
import { plural } from '../../../ui/format.ts';
import type { AttachDraft } from './attach-draft.ts';
import { kindWords } from './external-words.ts';

interface Props {
  readonly found: AttachTest;
  readonly draft: AttachDraft;
  readonly onChange: (draft: AttachDraft) => void;
  readonly onTrust: (certificate: string) => void;
}

/** What a first look at a server brought, in words. */
export function TestResult({ found, draft, onChange, onTrust }: Props): ReactElement {
  const { kind, latencyMs, models, problem, warnings, certificate } = found;
  const choose = (at: string, used: boolean): void => {
    const others = draft.leftOut.filter((one) => one !== at);
    onChange({ ...draft, leftOut: used ? others : [...others, at] });
  };
  return (
    <div className="test-result">
      {latencyMs !== null && (
        <p className="row">
          <Icon name="state-ready" className="ok" />
          {kindWords(kind)} answered in {latencyMs} ms with {plural(models.length, 'model')}.
        </p>
      )}
      {models.length > 0 && (
        <fieldset className="field">
          <legend className="lab">Models to use</legend>
          {models.map(({ at, kind: does, contextLength, alsoOn }) => (
            <label key={at} className="row">
              <input
                type="checkbox"
                className="checkbox"
                checked={!draft.leftOut.includes(at)}
                onChange={(event) => choose(at, event.target.checked)}
              />
              <span className="trunc">{at}</span>
              <span className="small ink3">
                {does === 'chat' ? 'writes' : 'makes vectors'}
                {contextLength !== null && `, ${contextLength.toLocaleString('en')} tokens`}
                {alsoOn !== null && `, as ${alsoOn} has it`}
              </span>
            </label>
          ))}
          <span className="hint">{draft.leftOut.length === 0 ? 'All, those that come later too.' : 'Only these.'}</span>
        </fieldset>
      )}
      {problem && !certificate && (
        <Note kind="bad">
          <span className="strong">{problem.reason}</span> {problem.effect} {problem.action}
        </Note>
      )}
      {certificate && (
        <Note
          kind="warn"
          action={
            <button type="button" className="btn small" onClick={() => onTrust(certificate.pem)}>
              It is the same, trust it
            </button>
          }
        >
          <p className="strong">Is this really that server?</p>
          <p className="ink2">
            Nobody whom this PC trusts vouches for its certificate ({certificate.subject}, until{' '}
            {new Date(certificate.expiresAt).toLocaleDateString()}). Compare its fingerprint with the server’s own:
          </p>
          <p className="mono strong fingerprint">{certificate.fingerprint}</p>
        </Note>
      )}
      {warnings.map((warning) => (
        <Note key={warning} kind="warn">
          {warning}
        </Note>
      ))}
    </div>
  );
}
