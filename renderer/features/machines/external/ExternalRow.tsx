import { Menu } from '@base-ui/react/menu';
import type { ReactElement } from 'react';
import type { AttachedModel, AttachedView } from '../../../../contract/attached.ts';
import { retell } from '../../../../words/retell.ts';
import { t } from '../../../../words/words.ts';
import { useAttachedCalls } from '../../../data/machines/attached-calls.ts';
import { useCall } from '../../../data/client/use-call.ts';
import { formatClock } from '../../../ui/text/format.ts';
import { Icon } from '../../../ui/mark/Icon.tsx';
import { MoreMenu } from '../../../ui/MoreMenu.tsx';
import { ProblemNote } from '../../../ui/note/ProblemNote.tsx';
import { ProblemRow } from '../../../ui/note/ProblemRow.tsx';
import { externalWords, formatDelay, kindWords, placesWords, turnWords } from './external-words.ts';

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
          <span className={tone === 'ok' ? '' : tone}>{t(words)}</span>
          <span className="ink3 num">
            {placesWords(server)}
            {server.state === 'ready' && latencyMs !== null && `, ${formatDelay(latencyMs)}`}
          </span>
        </p>
        <p className="small ink2">
          {models.length === 0 ? t('No model is known yet') : <Names models={models} />}; {turnWords(server)}.
        </p>
        {models
          .filter(({ unused }) => unused !== null)
          .map((model) => (
            <p key={model.at} className="small ink3">
              {model.name}: {retell(model.unused ?? '')}
            </p>
          ))}
        {problem && (
          <ProblemRow word={t('Not used.')} tone="warn" problem={problem}>
            <button
              type="button"
              className="btn small"
              disabled={call.running}
              aria-label={t('Ask again: {{name}}', { name })}
              onClick={() => call.start((signal) => calls.check(id, signal))}
            >
              {t('Ask again')}
            </button>
          </ProblemRow>
        )}
        {!problem && lastFailure && (
          <p className="small ink3">
            {t('Last failure {{clock}}: {{sentence}}', {
              clock: formatClock(lastFailure.at),
              sentence: retell(lastFailure.sentence),
            })}
          </p>
        )}
        <ProblemNote problem={call.problem} />
      </div>
      <MoreMenu label={t('More for {{name}}', { name })} small>
        <Menu.Item
          className="menu-item"
          onClick={() => call.start(async (signal) => void (await calls.change(id, { prefer: !prefer }, signal)))}
        >
          {prefer ? t('Ask the machines first') : t('Ask it before the machines')}
        </Menu.Item>
        <Menu.Item className="menu-item" onClick={() => call.start((signal) => calls.check(id, signal))}>
          {t('Ask for its models now')}
        </Menu.Item>
        <Menu.Item className="menu-item bad" onClick={onDetach}>
          {t('Detach…')}
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
          {name !== at && <span className="ink3"> {t('(there {{at}})', { at })}</span>}
        </span>
      ))}
      {used.length === 0 && t('None of its models is used')}
    </>
  );
}
