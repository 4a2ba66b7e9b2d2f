import { useState, type ReactElement } from 'react';
import type { OfficeState } from '../../../../contract/control-api.ts';
import type { DiscoveryView } from '../../../../contract/control-machines.ts';
import { retell } from '../../../../words/retell.ts';
import { t } from '../../../../words/words.ts';
import { useMachineCalls } from '../../../data/machines/machine-calls.ts';
import { useCall } from '../../../data/client/use-call.ts';
import { formatList } from '../../../ui/text/format.ts';
import { Icon } from '../../../ui/mark/Icon.tsx';
import { ProblemNote } from '../../../ui/note/ProblemNote.tsx';
import { Progress } from '../../../ui/note/Progress.tsx';
import { AddByAddress } from './AddByAddress.tsx';

interface Props {
  readonly state: OfficeState;
  /** No PC is ready to add. */
  readonly nothing: boolean;
  readonly onCommand: () => void;
  /** Said before it, in the same line while it is closed. */
  readonly before?: ReactElement;
}

/** What to do when a PC does not show: the checklist, the network cards, a look through the network, its address. */
export function MissingPc({ state, nothing, onCommand, before }: Props): ReactElement {
  const lonely = nothing && state.machines.length < 2;
  const [wanted, setWanted] = useState(false);
  const { discovery } = state;
  const open = lonely || wanted || discovery.scanning !== null;
  if (!open) {
    return (
      <p className={`small ink2 missing ${before ? 'row' : ''}`}>
        {before}
        {nothing && `${t('No other PC is heard in this network.')} `}
        <button type="button" className="link" aria-expanded={false} onClick={() => setWanted(true)}>
          {t('A PC is missing?')}
        </button>
      </p>
    );
  }
  return (
    <>
      {before && <p className="row small ink2 missing">{before}</p>}
      <section className="sec missing" aria-labelledby="missing">
        <header>
          <h2 id="missing">{lonely ? t('No other PC has answered yet') : t('A PC is missing?')}</h2>
          <span className="small ink3 grow">{listeningWords(discovery)}</span>
          {!lonely && (
            <button type="button" className="btn quiet small" onClick={() => setWanted(false)}>
              {t('Close')}
            </button>
          )}
        </header>
        <Actions discovery={discovery} onCommand={onCommand} />
        <ul className="check">
          {discovery.checklist.map(({ ok, sentence, action }) => (
            <li key={sentence}>
              <Icon name={ok ? 'check' : 'warn'} className={ok ? 'ok' : 'warn'} />
              <div>
                <div className={ok ? '' : 'strong'}>
                  <span className="vh">{ok ? t('In order:') : t('Look here:')} </span>
                  {retell(sentence)}
                </div>
                {action && <div className="small ink2">{retell(action)}</div>}
              </div>
            </li>
          ))}
        </ul>
        <Adapters adapters={discovery.adapters} />
      </section>
    </>
  );
}

function Actions({ discovery, onCommand }: { readonly discovery: DiscoveryView; readonly onCommand: () => void }) {
  const calls = useMachineCalls();
  const scan = useCall();
  const { scanning } = discovery;
  return (
    <>
      <div className="row missing-acts">
        <button
          type="button"
          className="btn small"
          disabled={scan.running || scanning !== null}
          onClick={() => scan.start((signal) => calls.scan(signal))}
        >
          <Icon name="lan" />
          {scanning ? t('Looking…') : t('Look through the network')}
        </button>
        <AddByAddress />
        <button type="button" className="btn small" onClick={onCommand}>
          {t('Show a command for it')}
        </button>
      </div>
      <div aria-live="polite">
        {scanning && (
          <div className="scanning">
            <Progress
              label={t('Look through the network')}
              value={scanning.total === 0 ? 0 : scanning.done / scanning.total}
            />
            <p className="small ink2 num">
              {t('{{done}} of {{total}} addresses asked whether they take SSH', {
                done: scanning.done,
                total: scanning.total,
              })}
            </p>
          </div>
        )}
      </div>
      <ProblemNote problem={scan.problem} />
    </>
  );
}

const Adapters = ({ adapters }: Pick<DiscoveryView, 'adapters'>): ReactElement => (
  <dl className="adapters small" aria-label={t('Network cards of this PC')}>
    {adapters.map(({ name, address, used, why }) => (
      <div key={`${name} ${address}`}>
        <dt>
          <Icon name={used ? 'state-ready' : 'state-joining'} className={used ? 'ok' : 'ink3'} />
          <span className={used ? 'strong' : 'ink2'}>{name}</span> <span className="num ink2">{address}</span>
        </dt>
        <dd className="ink2">
          {used ? t('Used.') : t('Not used.')} {retell(why)}
        </dd>
      </div>
    ))}
  </dl>
);

function listeningWords({ adapters }: DiscoveryView): string {
  const used = adapters.filter((adapter) => adapter.used).map(({ name, address }) => `${name} (${address})`);
  return used.length === 0
    ? t('Not listening: no network card can be used')
    : t('Listening on {{cards}}', { cards: formatList(used) });
}
