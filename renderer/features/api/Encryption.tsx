import { useState, type ReactElement } from 'react';
import { inPairs, trustSteps, type AccessView } from '../../../contract/access.ts';
import { useChangeAccess } from '../../data/access/use-access.ts';
import { useCall } from '../../data/client/use-call.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Icon } from '../../ui/mark/Icon.tsx';
import { Note } from '../../ui/note/Note.tsx';
import { ProblemNote } from '../../ui/note/ProblemNote.tsx';
import { Switch } from '../../ui/field/Switch.tsx';
import { t } from '../../../words/words.ts';
import { formatDate } from '../../ui/text/format.ts';
import { trustWords } from './trust-words.ts';

/** Whether other PCs must come by HTTPS, and the certificate that they trust for it. */
export function Encryption({ https }: { readonly https: AccessView['https'] }): ReactElement {
  const change = useChangeAccess();
  const call = useCall();
  const { ca, required, problem, enabled } = https;
  const [switchedOn, setSwitchedOn] = useState(false);
  const require = (requireHttps: boolean): void =>
    call.start(async (signal) => {
      await change({ requireHttps }, signal);
      setSwitchedOn(requireHttps);
    });
  return (
    <section className="sec" aria-labelledby="encryption">
      <header>
        <h2 id="encryption">{t('Encryption')}</h2>
        <span className="small ink3">{t('Without it, others in the network could read keys and answers')}</span>
      </header>
      <ProblemNote problem={call.problem ?? problem} />
      <div className="set">
        <span className="strong">{t('Only encrypted')}</span>
        <span className="d">
          {required
            ? t(
                'Other PCs must use https; plain addresses send them there. This PC, and PCs that join, go on as before',
              )
            : t('Other PCs may use plain http as well. Trust the certificate on them first, then switch this on')}
        </span>
        <div className="c">
          <Switch text={t('Require HTTPS')} on={required} onChange={require} />
        </div>
      </div>
      <div aria-live="polite">
        {switchedOn && required && (
          <Note>
            {t(
              'Members who came in by plain http need a new invite: “Invite in another browser…” in the menu of each of them, under People.',
            )}
          </Note>
        )}
      </div>
      {ca && <Certificate ca={ca} />}
      {!enabled && <p className="small ink3">{t('HTTPS is off in settings.json.')}</p>}
    </section>
  );
}

function Certificate({ ca }: { readonly ca: NonNullable<AccessView['https']['ca']> }): ReactElement {
  const { name, fingerprint, until } = ca;
  const shown = inPairs(fingerprint);
  return (
    <>
      <div className="set">
        <span className="strong">{name}</span>
        <span className="d">
          {t('The office’s own certificate, until {{day}}. Each PC must trust it once; it holds no secret', {
            day: formatDate(until),
          })}
        </span>
        <div className="c row">
          {['crt', 'cer'].map((ending) => (
            <a
              key={ending}
              className="btn"
              href={`/ca.${ending}`}
              download
              aria-label={t('Download {{file}}', { file: `office-ca.${ending}` })}
            >
              <Icon name="download" />.{ending}
            </a>
          ))}
        </div>
      </div>
      <div className="set fingerprint">
        <span className="d">{t('SHA-256, to compare on the other PC before it is trusted')}</span>
        <span className="row">
          <span className="mono grow">{shown}</span>
          <CopyButton text={shown} what={t('the certificate’s fingerprint')} />
        </span>
      </div>
      <details className="trust">
        <summary>{t('How a PC is told to trust it')}</summary>
        <dl>
          {trustSteps.map(({ system, file }) => (
            <div key={system}>
              <dt className="strong">{t(trustWords[system].system)}</dt>
              <dd>
                <a href={file} download>
                  {file.slice(1)}
                </a>
                . {t(trustWords[system].text)}
              </dd>
            </div>
          ))}
        </dl>
      </details>
    </>
  );
}
