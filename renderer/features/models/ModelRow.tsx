import type { ReactElement } from 'react';
import type { ModelView, OfficeState } from '../../../contract/control-api.ts';
import { formatRate } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { WholeNames } from '../../ui/WholeNames.tsx';
import type { Doing } from './doing.ts';
import { ModelHead } from './ModelHead.tsx';
import { placesOf, rateOf } from './model-facts.ts';
import { ModelMenu } from './ModelMenu.tsx';
import { ServerNames, serversOf } from './ServerNames.tsx';

interface Props {
  readonly model: ModelView;
  readonly state: OfficeState;
  readonly onDo: (doing: Doing) => void;
}

/** A model that runs, or is about to: where, why there, how fast, and what it lacks still. */
export function ModelRow({ model, state, onDo }: Props): ReactElement {
  const rate = rateOf(model.name, state.machines);
  return (
    <li className="dep">
      <ModelHead model={model} />
      <div>
        <Whereabouts model={model} state={state} />
        {model.explanation && (
          <p className="small ink2 explained">
            <WholeNames text={model.explanation} />
          </p>
        )}
        {model.problem && (
          <p className="small ink2 explained lacks">
            <Icon name="warn" className="warn" />
            <span>
              <span className="warn">Less than wished.</span>{' '}
              <WholeNames text={[model.problem.reason, model.problem.effect, model.problem.action].join(' ')} />
            </span>
          </p>
        )}
      </div>
      <div className="row dep-end">
        <span className={`num nowrap r ${rate > 0 ? '' : 'ink3'}`}>
          {rate > 0 ? `${formatRate(rate)} tokens/s` : model.state === 'ready' ? 'idle' : ''}
        </span>
        <ModelMenu model={model} onDo={onDo} />
      </div>
    </li>
  );
}

function Whereabouts({ model, state }: Omit<Props, 'onDo'>): ReactElement {
  const places = placesOf(model.name, state.machines);
  const servers = serversOf(model.name, state);
  const coming = places.some((place) => place.state === 'coming');
  return (
    <>
      {model.state === 'loading' && (
        <p className="row">
          <Icon name="clock" className="ink2" />
          {coming ? 'Loading. Questions wait until it is ready.' : 'Waits for its file or its card.'}
        </p>
      )}
      {model.state === 'unloaded' && (
        <p className="row">
          <Icon name="clock" className="ink2" />
          Not loaded now.
        </p>
      )}
      {places.length > 0 && (
        <p>
          {places.map(({ machine, card, state: its }, index) => (
            // Two replicas may stand on one card; their order is that of the map.
            // eslint-disable-next-line react/no-array-index-key
            <span key={index}>
              {index > 0 && ', '}
              <span className="nowrap">
                <span className="strong">{machine}</span> <span className="ink3">{card}</span>
              </span>
              {its !== 'ready' && model.state === 'ready' && (
                <span className="ink3"> ({its === 'coming' ? 'loading' : 'leaving'})</span>
              )}
            </span>
          ))}
        </p>
      )}
      {servers.length > 0 && (
        <p>
          {places.length > 0 && 'and '}on <ServerNames servers={servers} />
        </p>
      )}
    </>
  );
}
