import { useState, type ReactElement } from 'react';
import type { OfficeState } from '../../../../contract/control-api.ts';
import type { AskView } from '../../../../contract/control-machines.ts';
import { t } from '../../../../words/words.ts';
import { useMachineCalls } from '../../../data/machines/machine-calls.ts';
import { useCall } from '../../../data/client/use-call.ts';
import { Icon } from '../../../ui/mark/Icon.tsx';
import { Segmented } from '../../../ui/field/Segmented.tsx';
import { newcomers } from '../newcomers/newcomers.ts';
import { AsksNoLonger } from './AsksNoLonger.tsx';
import { CloseFooter } from './CloseFooter.tsx';
import { CompareCodes } from './CompareCodes.tsx';
import { Listening } from './Listening.tsx';

interface Props {
  readonly state: OfficeState;
  /** The one that somebody chose to compare; null: none yet. */
  readonly ask: AskView | null;
  readonly onClose: () => void;
}

/** A PC whose agent asks: the code here must be the code there. The one that is compared gives its place to no other by itself. */
export function CodeWay({ state, ask, onClose }: Props): ReactElement {
  const calls = useMachineCalls();
  const decide = useCall();
  const { asks } = newcomers(state);
  const [chosen, setChosen] = useState(ask ?? asks[0] ?? null);
  const [decided, setDecided] = useState(false);
  if (!chosen && asks[0]) setChosen(asks[0]);
  const compared = asks.find(({ id }) => id === chosen?.id);
  // It may be gone from the list before the call for it has its answer.
  if (decided || (decide.running && !compared)) return <Decided onClose={onClose} />;
  if (!chosen) return <NobodyAsks page={joinPage(state)} onClose={onClose} />;
  const by = (call: (id: string, signal: AbortSignal) => Promise<void>) => (): void =>
    decide.start(async (signal) => {
      await call(chosen.id, signal);
      setDecided(true);
      onClose();
    });
  const choice = (asks.length > 1 || !compared) && asks.length > 0 && (
    <div className="in-b asks-choice">
      <Segmented
        label={t('Which PC')}
        value={compared?.id ?? ''}
        options={asks.map(({ id, hostName }) => ({ value: id, text: hostName }))}
        onChange={(wanted) => {
          decide.forget();
          setChosen(asks.find(({ id }) => id === wanted) ?? chosen);
        }}
      />
    </div>
  );
  if (!compared) {
    return <AsksNoLonger name={chosen.hostName} others={choice} onClose={onClose} />;
  }
  return (
    <>
      {choice}
      <CompareCodes
        ask={compared}
        deciding={decide.running}
        problem={decide.problem}
        onLater={onClose}
        onReject={by((id, signal) => calls.reject(id, signal))}
        onAccept={by((id, signal) => calls.accept(id, signal))}
      />
    </>
  );
}

/** As the other PC opens it. */
const joinPage = ({ office }: OfficeState): string | null =>
  office.addresses[0] === undefined ? null : `http://${office.addresses[0]}/join`;

const Decided = ({ onClose }: { readonly onClose: () => void }): ReactElement => (
  <>
    <div className="in-b">
      <output className="row">
        <Icon name="check" className="ok" />
        {t('Decided.')}
      </output>
    </div>
    <CloseFooter onClose={onClose} />
  </>
);

interface NobodyProps {
  /** Where the agent's installer is; null while the office has no address. */
  readonly page: string | null;
  readonly onClose: () => void;
}

const NobodyAsks = ({ page, onClose }: NobodyProps): ReactElement => (
  <>
    <div className="in-b">
      <p className="strong">{t('No PC asks now')}</p>
      <p className="ink2">
        {t(
          'An agent without an office asks by itself, and both screens show the same code. To install one, open this page on the other PC:',
        )}
      </p>
      {page && <p className="mono add-link">{page}</p>}
      <Listening />
    </div>
    <CloseFooter onClose={onClose} />
  </>
);
