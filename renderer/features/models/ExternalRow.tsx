import type { ReactElement } from 'react';
import type { ModelView, OfficeState } from '../../../contract/control-api.ts';
import { retell } from '../../../words/retell.ts';
import { t } from '../../../words/words.ts';
import { formatCount } from '../../ui/text/format.ts';
import { Icon } from '../../ui/mark/Icon.tsx';
import { ModelMark } from '../../ui/mark/ModelMark.tsx';
import { Trans } from '../../ui/text/Trans.tsx';
import { ServerNames, serversOf } from './ServerNames.tsx';

interface Props {
  readonly model: ModelView;
  readonly state: OfficeState;
}

/** A model that only external servers have. */
export function ExternalRow({ model, state }: Props): ReactElement {
  const { name, code, colour, kind, contextLength, problem } = model;
  const context =
    contextLength > 0 ? t('{{tokens}} tokens', { tokens: formatCount(contextLength) }) : t('context not known');
  return (
    <li className="dep">
      <ModelMark code={code} colour={colour} />
      <div>
        <h3 className="trunc" title={name}>
          {name}
        </h3>
        <p className="small ink2">
          {kind === 'chat' ? t('writes') : t('search')}, {context}
        </p>
      </div>
      <div>
        <p>
          <Trans text="on <servers/>" parts={{ servers: <ServerNames servers={serversOf(name, state)} /> }} />
        </p>
        {problem && model.state !== 'ready' && (
          <p className="small ink2 explained lacks">
            <Icon name="warn" className="warn" />
            <span>
              {retell(problem.reason)} {retell(problem.action)}
            </span>
          </p>
        )}
      </div>
      <span className="ink3 nowrap">{model.state === 'ready' ? t('ready') : t('not ready')}</span>
    </li>
  );
}
