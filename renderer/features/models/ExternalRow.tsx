import type { ReactElement } from 'react';
import type { ModelView, OfficeState } from '../../../contract/control-api.ts';
import { Icon } from '../../ui/Icon.tsx';
import { ModelMark } from '../../ui/ModelMark.tsx';
import { ServerNames, serversOf } from './ServerNames.tsx';

interface Props {
  readonly model: ModelView;
  readonly state: OfficeState;
}

/** A model that only external servers have. */
export function ExternalRow({ model, state }: Props): ReactElement {
  const { name, code, colour, kind, contextLength, problem } = model;
  return (
    <li className="dep">
      <ModelMark code={code} colour={colour} />
      <div>
        <h3 className="trunc" title={name}>
          {name}
        </h3>
        <p className="small ink2">
          {kind === 'chat' ? 'writes' : 'search'}
          {contextLength > 0 ? `, ${contextLength.toLocaleString('en')} tokens` : ', context not known'}
        </p>
      </div>
      <div>
        <p>
          on <ServerNames servers={serversOf(name, state)} />
        </p>
        {problem && model.state !== 'ready' && (
          <p className="small ink2 explained lacks">
            <Icon name="warn" className="warn" />
            <span>
              {problem.reason} {problem.action}
            </span>
          </p>
        )}
      </div>
      <span className="ink3 nowrap">{model.state === 'ready' ? 'ready' : 'not ready'}</span>
    </li>
  );
}
