import { useState, type ReactElement } from 'react';
import type { OfficeState } from '../../../../contract/control-api.ts';
import type { AskView } from '../../../../contract/control-machines.ts';
import { t } from '../../../../words/words.ts';
import { useMachineCalls } from '../../../data/machines/machine-calls.ts';
import { useCall } from '../../../data/client/use-call.ts';
import { Icon } from '../../../ui/mark/Icon.tsx';
import { Note } from '../../../ui/note/Note.tsx';
import { ProblemNote } from '../../../ui/note/ProblemNote.tsx';
import { Segmented } from '../../../ui/field/Segmented.tsx';
import { WaitingRing } from '../../../ui/note/WaitingRing.tsx';
import { WholeNames } from '../../../ui/text/WholeNames.tsx';
import { cardsInWords } from '../newcomers/newcomer-words.ts';
import { newcomers } from '../newcomers/newcomers.ts';
import { CodePair } from './CodePair.tsx';

interface Props {
  readonly state: OfficeState;
  readonly askId: string | null;
  readonly onClose: () => void;
}

/** A PC whose agent asks: the code here must be the code there. */
export function CodeWay({ state, askId, onClose }: Props): ReactElement {
  const { asks } = newcomers(state);
  const [chosen, setChosen] = useState(askId ?? asks[0]?.id ?? '');
  const [decided, setDecided] = useState<string | null>(null);
  const ask = asks.find(({ id }) => id === chosen) ?? asks[0];
  if (!ask || decided === ask.id)
    return <NobodyAsks decided={decided !== null} page={joinPage(state)} onClose={onClose} />;
  return (
    <>
      {asks.length > 1 && (
        <div className="in-b asks-choice">
          <Segmented
            label={t('Which PC')}
            value={ask.id}
            options={asks.map(({ id, hostName }) => ({ value: id, text: hostName }))}
            onChange={setChosen}
          />
        </div>
      )}
      <Compare
        key={ask.id}
        ask={ask}
        onLater={onClose}
        onDecided={() => {
          setDecided(ask.id);
          onClose();
        }}
      />
    </>
  );
}

interface CompareProps {
  readonly ask: AskView;
  readonly onLater: () => void;
  readonly onDecided: () => void;
}

function Compare({ ask, onLater, onDecided }: CompareProps): ReactElement {
  const calls = useMachineCalls();
  const decide = useCall();
  const by = (call: (signal: AbortSignal) => Promise<void>) => (): void =>
    decide.start(async (signal) => {
      await call(signal);
      onDecided();
    });
  return (
    <>
      <div className="in-b">
        <p className="ink2">
          <WholeNames
            text={t('{{name}} ({{facts}}) asks to join. Go to that PC, or call who sits there:', {
              name: ask.hostName,
              facts: [ask.address, ask.osName, cardsInWords(ask)].join(', '),
            })}
          />
        </p>
        <CodePair ask={ask} />
        <p className="small ink3">
          {t(
            'Both PCs computed it from the two certificates. A different code means that another device stands in between.',
          )}
        </p>
        {ask.sameIdAs && (
          <Note kind="warn">
            <span className="strong">
              <WholeNames text={t('It shows the same machine id as {{name}}.', { name: ask.sameIdAs })} />
            </span>{' '}
            {t(
              'Was its disk cloned from that PC? Then both are shown, each under its own name. Or is it that PC, set up anew? Then remove the old {{name}} afterwards.',
              { name: ask.sameIdAs },
            )}
          </Note>
        )}
        <ProblemNote problem={decide.problem} />
      </div>
      <footer>
        <button
          type="button"
          className="btn danger"
          disabled={decide.running}
          onClick={by((signal) => calls.reject(ask.id, signal))}
        >
          {t('The codes differ')}
        </button>
        <span className="grow" />
        <button type="button" className="btn" onClick={onLater}>
          {t('Later')}
        </button>
        {ask.code !== null && (
          <button
            type="button"
            className="btn primary"
            disabled={decide.running}
            onClick={by((signal) => calls.accept(ask.id, signal))}
          >
            {t('Same code, add {{name}}', { name: ask.hostName })}
          </button>
        )}
      </footer>
    </>
  );
}

interface NobodyProps {
  readonly decided: boolean;
  /** Where the agent's installer is; null while the office has no address. */
  readonly page: string | null;
  readonly onClose: () => void;
}

/** As the other PC opens it. */
const joinPage = ({ office }: OfficeState): string | null =>
  office.addresses[0] === undefined ? null : `http://${office.addresses[0]}/join`;

const NobodyAsks = ({ decided, page, onClose }: NobodyProps): ReactElement => (
  <>
    <div className="in-b">
      {decided ? (
        <output className="row">
          <Icon name="check" className="ok" />
          {t('Decided.')}
        </output>
      ) : (
        <>
          <p className="strong">{t('No PC asks now')}</p>
          <p className="ink2">
            {t(
              'An agent without an office asks by itself, and both screens show the same code. To install one, open this page on the other PC:',
            )}
          </p>
          {page && <p className="mono add-link">{page}</p>}
          <output className="row small ink2 add-wait">
            <WaitingRing />
            {t('Listening. A PC that asks appears here.')}
          </output>
        </>
      )}
    </div>
    <footer>
      <span className="grow" />
      <button type="button" className="btn" onClick={onClose}>
        {t('Close')}
      </button>
    </footer>
  </>
);
