import { useEffect, useEffectEvent, useState, type ReactElement } from 'react';
import type { OfficeState } from '../../../../contract/control-api.ts';
import type { JoinCommands, JoinSystem } from '../../../../contract/control-machines.ts';
import { useMachineCalls } from '../../../data/machine-calls.ts';
import { useCall } from '../../../data/use-call.ts';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import { Segmented } from '../../../ui/Segmented.tsx';
import { useNow } from '../../../ui/use-now.ts';
import { WaitingRing } from '../../../ui/WaitingRing.tsx';
import { validity } from './validity.ts';

interface Props {
  readonly state: OfficeState;
  readonly onClose: () => void;
}

const systems = [
  { value: 'windows', text: 'Windows' },
  { value: 'linux', text: 'Linux' },
  { value: 'macos', text: 'macOS' },
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
          <span className="strong grow">1. Open a terminal on the other PC</span>
          <Segmented label="System of the other PC" value={system} options={systems} onChange={choose} />
        </div>
        <p className="strong">2. Paste this</p>
        {made && (command !== null || !(made.making || making.running)) ? (
          // Reached by Tab, so that it can be scrolled without a mouse.
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          <pre className="command" tabIndex={0} aria-label="Command">
            <code>{command ?? noBundle(system)}</code>
          </pre>
        ) : (
          <p className="row small ink2 command making" aria-live="polite">
            {(making.running || made?.making) && (
              <>
                <WaitingRing />
                Making the command. The first one takes a minute or two, because the agent is put together for each
                system.
              </>
            )}
          </p>
        )}
        <div className="row command-acts">
          {command && <CopyButton text={command} what="the command" word />}
          <span className={`small num ${left === '' ? 'warn' : 'ink2'}`}>
            {made && (left === '' ? 'Expired: it works no more' : `Works once, for ${left}`)}
          </span>
          <span className="grow" />
          <button type="button" className="link small" disabled={making.running && !made} onClick={make}>
            New command
          </button>
        </div>
        {made && (
          <p className="small ink2 row command-link">
            <span className="grow">
              Or open this page there: <span className="mono">{linkInWords(made.link)}</span>
            </span>
            <CopyButton text={made.link} what="the link" />
          </p>
        )}
        <ProblemNote problem={making.problem} />
        <output className={`row small add-wait ${arrived ? '' : 'ink2'}`}>
          {arrived ? <Icon name="check" className="ok" /> : <WaitingRing />}
          {arrived ? (
            <span>
              <span className="strong">{arrived.name} is here.</span>{' '}
              {arrived.state === 'joining' ? 'Its graphics cards are being looked at.' : 'It may take models now.'}
            </span>
          ) : (
            'Waiting for the PC. This window goes on by itself.'
          )}
        </output>
      </div>
      <footer>
        <span className="small ink3 grow">The command carries this PC’s fingerprint: nobody can stand in between.</span>
        <button type="button" className={`btn ${arrived ? 'primary' : ''}`} onClick={onClose}>
          {arrived ? 'Done' : 'Close'}
        </button>
      </footer>
    </>
  );
}

const noBundle = (system: JoinSystem): string =>
  `The agent for this system is not on this PC. It is made once with: npm run bundle -- ${bundles[system]}`;

/** A link without its secret part, which is copied and not read. */
const linkInWords = (link: string): string => link.replace(/#.*$/, '#…');
