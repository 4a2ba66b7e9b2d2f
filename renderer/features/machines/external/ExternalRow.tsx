import { Menu } from '@base-ui/react/menu';
import type { ReactElement } from 'react';
import type { AttachedModel, AttachedView } from '../../../../contract/attached.ts';
import { useAttachedCalls } from '../../../data/attached-calls.ts';
import { useCall } from '../../../data/use-call.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { MoreMenu } from '../../../ui/MoreMenu.tsx';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import { ProblemRow } from '../../../ui/ProblemRow.tsx';
import { externalWords, kindWords, placesWords, turnWords } from './external-words.ts';

interface Props {
  readonly server: AttachedView;
  readonly onDetach: () => void;
}

/** A server elsewhere: what it is, how it is, what it has, and what was wrong last. */
export function ExternalRow({ server, onDetach }: Props): ReactElement {
  const calls = useAttachedCalls();
  const call = useCall();
  const { id, name, url, kind, prefer, models, problem, lastFailure, latencyMs } = server;
  const { icon, tone, words } = externalWords(server);
  return (
    <li className="ext">
      <Icon name="lan" size={20} className="ink2" />
      <div className="ext-name">
        <h3 className="trunc" title={name}>
          {name}
        </h3>
        <p className="small ink2 trunc" title={url}>
          {kindWords(kind)} · {url.replace(/^https?:\/\//, '')}
        </p>
      </div>
      <div>
        <p className="row">
          <Icon name={icon} className={tone} />
          <span className={tone === 'ok' ? '' : tone}>{words}</span>
          <span className="ink3 num">
            {placesWords(server)}
            {server.state === 'ready' && latencyMs !== null && `, ${Math.round(latencyMs)} ms`}
          </span>
        </p>
        <p className="small ink2">
          {models.length === 0 ? 'No model is known yet' : <Names models={models} />}; {turnWords(server)}.
        </p>
        {models
          .filter(({ unused }) => unused !== null)
          .map((model) => (
            <p key={model.at} className="small ink3">
              {model.name}: {model.unused}
            </p>
          ))}
        {problem && (
          <ProblemRow
            word="Not used."
            tone="warn"
            reason={problem.reason}
            effect={problem.effect}
            action={problem.action}
          >
            <button
              type="button"
              className="btn small"
              disabled={call.running}
              aria-label={`Ask again: ${name}`}
              onClick={() => call.start((signal) => calls.check(id, signal))}
            >
              Ask again
            </button>
          </ProblemRow>
        )}
        {!problem && lastFailure && (
          <p className="small ink3">
            Last failure {new Date(lastFailure.at).toLocaleTimeString()}: {lastFailure.sentence}
          </p>
        )}
        <ProblemNote problem={call.problem} />
      </div>
      <MoreMenu label={`More for ${name}`} small>
        <Menu.Item
          className="menu-item"
          onClick={() => call.start(async (signal) => void (await calls.change(id, { prefer: !prefer }, signal)))}
        >
          {prefer ? 'Ask the machines first' : 'Ask it before the machines'}
        </Menu.Item>
        <Menu.Item className="menu-item" onClick={() => call.start((signal) => calls.check(id, signal))}>
          Ask for its models now
        </Menu.Item>
        <Menu.Item className="menu-item bad" onClick={onDetach}>
          Detach…
        </Menu.Item>
      </MoreMenu>
    </li>
  );
}

function Names({ models }: { readonly models: readonly AttachedModel[] }): ReactElement {
  const used = models.filter(({ unused }) => unused === null);
  return (
    <>
      {used.map(({ name, at }, index) => (
        <span key={at}>
          {index > 0 && ', '}
          <span className="strong nowrap">{name}</span>
          {name !== at && <span className="ink3"> (there {at})</span>}
        </span>
      ))}
      {used.length === 0 && 'None of its models is used'}
    </>
  );
}
