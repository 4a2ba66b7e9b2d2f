import { useEffect, useEffectEvent, useState, type ReactElement } from 'react';
import type { OfficeState } from '../../../../contract/control-api.ts';
import type { JoinCommands, JoinSystem } from '../../../../contract/control-machines.ts';
import { msg, t } from '../../../../words/words.ts';
import { useMachineCalls } from '../../../data/machines/machine-calls.ts';
import { useCall } from '../../../data/client/use-call.ts';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { Icon } from '../../../ui/mark/Icon.tsx';
import { ProblemNote } from '../../../ui/note/ProblemNote.tsx';
import { Segmented } from '../../../ui/field/Segmented.tsx';
import { Trans } from '../../../ui/text/Trans.tsx';
import { useNow } from '../../../ui/use-now.ts';
import { WaitingRing } from '../../../ui/note/WaitingRing.tsx';
import { validity } from './validity.ts';

interface Props {
  readonly state: OfficeState;
  readonly onClose: () => void;
}

const systems = [
  { value: 'windows', text: msg('Windows') },
  { value: 'linux', text: msg('Linux') },
  { value: 'macos', text: msg('macOS') },
] as const;
/** How often it is asked whether the other systems' commands are there. */
const askAgainMs = 2_000;
const bundles: Record<JoinSystem, string> = { windows: 'win-x64', linux: 'linux-x64', macos: 'mac-arm64' };

/** One line for the terminal of the other PC. It works once; the dialog says when that PC is there. */
export function CommandWay({ state, onClose }: Props): ReactElement {
  const calls = useMachineCalls();
  const making = useCall();
  const [system, setSystem] = useState<JoinSystem>('windows');
  const [made, setMade] = useState<JoinCommands | null>(null);
  const [before] = useState(() => new Set(state.machines.map(({ id }) => id)));
  const now = useNow(1_000);
  const arrived = state.machines.find(({ id }) => !before.has(id));

  const make = (): void => making.start(async (signal) => setMade(await calls.makeCommands(null, system, signal)));
  const makeFirst = useEffectEvent(make);
  useEffect(() => makeFirst(), []);

  const askAgain = useEffectEvent((token: string) =>
    making.start(async (signal) => setMade(await calls.makeCommands(token, system, signal))),
  );
  useEffect(() => {
    if (!made?.making) return;
    const timer = setTimeout(() => askAgain(made.token), askAgainMs);
    return () => clearTimeout(timer);
  }, [made]);

  const choose = (next: JoinSystem): void => {
    setSystem(next);
    if (made && made.commands[next] === null) {
      making.start(async (signal) => setMade(await calls.makeCommands(made.token, next, signal)));
    }
  };

  const command = made?.commands[system] ?? null;
  const left = made ? validity(made.expiresAt, now) : '';
  return (
    <>
      <div className="in-b">
        <div className="row add-step">
          <span className="strong grow">{t('1. Open a terminal on the other PC')}</span>
          <Segmented
            label={t('System of the other PC')}
            value={system}
            options={systems.map(({ value, text }) => ({ value, text: t(text) }))}
            onChange={choose}
          />
        </div>
        <p className="strong">{t('2. Paste this')}</p>
        {made && (command !== null || !(made.making || making.running)) ? (
          // Reached by Tab, so that it can be scrolled without a mouse.
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          <pre className="command" tabIndex={0} aria-label={t('Command', { context: 'noun' })}>
            <code>{command ?? noBundle(system)}</code>
          </pre>
        ) : (
          <p className="row small ink2 command making" aria-live="polite">
            {(making.running || made?.making) && (
              <>
                <WaitingRing />
                {t(
                  'Making the command. The first one takes a minute or two, because the agent is put together for each system.',
                )}
              </>
            )}
          </p>
        )}
        <div className="row command-acts">
          {command && <CopyButton text={command} what={t('the command')} word />}
          <span className={`small num ${left === '' ? 'warn' : 'ink2'}`}>
            {made && (left === '' ? t('Expired: it works no more') : t('Works once, for {{time}}', { time: left }))}
          </span>
          <span className="grow" />
          <button type="button" className="link small" disabled={making.running && !made} onClick={make}>
            {t('New command')}
          </button>
        </div>
        {made && (
          <p className="small ink2 row command-link">
            <span className="grow">
              <Trans
                text="Or open this page there: <mono>{{link}}</mono>"
                values={{ link: linkInWords(made.link) }}
                parts={{ mono: <span className="mono" /> }}
              />
            </span>
            <CopyButton text={made.link} what={t('the link')} />
          </p>
        )}
        <ProblemNote problem={making.problem} />
        <output className={`row small add-wait ${arrived ? '' : 'ink2'}`}>
          {arrived ? <Icon name="check" className="ok" /> : <WaitingRing />}
          {arrived ? (
            <span>
              <span className="strong">{t('{{name}} is here.', { name: arrived.name })}</span>{' '}
              {arrived.state === 'joining'
                ? t('Its graphics cards are being looked at.')
                : t('It may take models now.')}
            </span>
          ) : (
            t('Waiting for the PC. This window goes on by itself.')
          )}
        </output>
      </div>
      <footer>
        <span className="small ink3 grow">
          {t('The command carries this PC’s fingerprint: nobody can stand in between.')}
        </span>
        <button type="button" className={`btn ${arrived ? 'primary' : ''}`} onClick={onClose}>
          {arrived ? t('Done') : t('Close')}
        </button>
      </footer>
    </>
  );
}

const noBundle = (system: JoinSystem): string =>
  t('The agent for this system is not on this PC. It is made once with: npm run bundle -- {{system}}', {
    system: bundles[system],
  });

/** A link without its secret part, which is copied and not read. */
const linkInWords = (link: string): string => link.replace(/#.*$/, '#…');
