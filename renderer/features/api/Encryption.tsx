import type { ReactElement } from 'react';
import { inPairs, trustSteps, type AccessView } from '../../../contract/access.ts';
import { useChangeAccess } from '../../data/use-access.ts';
import { useCall } from '../../data/use-call.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { Switch } from '../../ui/Switch.tsx';

/** Whether other PCs must come by HTTPS, and the certificate that they trust for it. */
export function Encryption({ https }: { readonly https: AccessView['https'] }): ReactElement {
  const change = useChangeAccess();
  const call = useCall();
  const { ca, required, problem, enabled } = https;
  const require = (requireHttps: boolean): void => call.start((signal) => change({ requireHttps }, signal));
  return (
    <section className="sec" aria-labelledby="encryption">
      <header>
        <h2 id="encryption">Encryption</h2>
        <span className="small ink3">Without it, others in the network could read keys and answers</span>
      </header>
      <ProblemNote problem={call.problem ?? problem} />
      <div className="set">
        <span className="strong">Only encrypted</span>
        <span className="d">
          {required
            ? 'Other PCs must use https; plain addresses send them there. This PC, and PCs that join, go on as before'
            : 'Other PCs may use plain http as well. Trust the certificate on them first, then switch this on'}
        </span>
        <div className="c">
          <Switch text="Require HTTPS" on={required} onChange={require} />
        </div>
      </div>
      {ca && <Certificate ca={ca} />}
      {!enabled && <p className="small ink3">HTTPS is off in settings.json.</p>}
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
          The office’s own certificate, until {new Date(until).toLocaleDateString('en-GB', { dateStyle: 'long' })}. Each
          PC must trust it once; it holds no secret
        </span>
        <div className="c row">
          <a className="btn" href="/ca.crt" download aria-label="Download office-ca.crt">
            <Icon name="download" />
            .crt
          </a>
          <a className="btn" href="/ca.cer" download aria-label="Download office-ca.cer">
            <Icon name="download" />
            .cer
          </a>
        </div>
      </div>
      <div className="set fingerprint">
        <span className="d">SHA-256, to compare on the other PC before it is trusted</span>
        <span className="row">
          <span className="mono grow">{shown}</span>
          <CopyButton text={shown} what="the certificate’s fingerprint" />
        </span>
      </div>
      <details className="trust">
        <summary>How a PC is told to trust it</summary>
        <dl>
          {trustSteps.map(({ system, file, text }) => (
            <div key={system}>
              <dt className="strong">{system}</dt>
              <dd>
                <a href={file} download>
                  {file.slice(1)}
                </a>
                . {text}
              </dd>
            </div>
          ))}
        </dl>
      </details>
    </>
  );
}
