import type { ReactElement } from 'react';
import type { AttachTest } from '../../../../contract/attached.ts';
import { retell } from '../../../../words/retell.ts';
import { t } from '../../../../words/words.ts';
import { formatCount, formatDate } from '../../../ui/text/format.ts';
import { Icon } from '../../../ui/mark/Icon.tsx';
import { Note } from '../../../ui/note/Note.tsx';
import type { AttachDraft } from './attach-draft.ts';
import { formatDelay, kindWords } from './external-words.ts';

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
          {t('{{server}} answered in {{delay}} with {{count, number}} models.', {
            server: kindWords(kind),
            delay: formatDelay(latencyMs),
            count: models.length,
          })}
        </p>
      )}
      {models.length > 0 && (
        <fieldset className="field">
          <legend className="lab">{t('Models to use')}</legend>
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
                {[
                  does === 'chat' ? t('writes') : t('makes vectors'),
                  ...(contextLength === null ? [] : [t('{{tokens}} tokens', { tokens: formatCount(contextLength) })]),
                  ...(alsoOn === null ? [] : [t('as {{name}} has it', { name: retell(alsoOn) })]),
                ].join(', ')}
              </span>
            </label>
          ))}
          <span className="hint">
            {draft.leftOut.length === 0 ? t('All, those that come later too.') : t('Only these.')}
          </span>
        </fieldset>
      )}
      {problem && !certificate && (
        <Note kind="bad">
          <span className="strong">{retell(problem.reason)}</span> {retell(problem.effect)} {retell(problem.action)}
        </Note>
      )}
      {certificate && (
        <Note
          kind="warn"
          action={
            <button type="button" className="btn small" onClick={() => onTrust(certificate.pem)}>
              {t('It is the same, trust it')}
            </button>
          }
        >
          <p className="strong">{t('Is this really that server?')}</p>
          <p className="ink2">
            {t(
              'Nobody whom this PC trusts vouches for its certificate ({{subject}}, until {{date}}). Compare its fingerprint with the server’s own:',
              { subject: certificate.subject, date: formatDate(certificate.expiresAt) },
            )}
          </p>
          <p className="mono strong fingerprint">{certificate.fingerprint}</p>
        </Note>
      )}
      {warnings.map((warning) => (
        <Note key={warning} kind="warn">
          {retell(warning)}
        </Note>
      ))}
    </div>
  );
}
