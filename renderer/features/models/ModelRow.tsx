import type { ReactElement } from 'react';
import type { ModelView, OfficeState } from '../../../contract/control-api.ts';
import { retell } from '../../../words/retell.ts';
import { t } from '../../../words/words.ts';
import { formatRate } from '../../ui/text/format.ts';
import { Icon } from '../../ui/mark/Icon.tsx';
import { Trans } from '../../ui/text/Trans.tsx';
import { WholeNames } from '../../ui/text/WholeNames.tsx';
import type { Doing } from './doing.ts';
import { placesOf, rateOf } from './model-facts.ts';
import { ModelHead } from './ModelHead.tsx';
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
        {model.explanation && !waitsOnly(model) && (
          <p className="small ink2 explained">
            <WholeNames text={retell(model.explanation)} />
          </p>
        )}
        {model.problem && (
          <p className="small ink2 explained lacks">
            <Icon name="warn" className="warn" />
            <span>
              <span className="warn">{t('Less than wished.')}</span>{' '}
              <WholeNames
                text={[model.problem.reason, model.problem.effect, model.problem.action].map(retell).join(' ')}
              />
            </span>
          </p>
        )}
      </div>
      <div className="row dep-end">
        <span className={`num nowrap r ${rate > 0 ? '' : 'ink3'}`}>
          {rate > 0 ? t('{{rate}} tokens/s', { rate: formatRate(rate) }) : model.state === 'ready' ? t('idle') : ''}
        </span>
        <ModelMenu model={model} onDo={onDo} />
      </div>
    </li>
  );
}

/** It has no place: the office says what it waits for, and nothing else is to be said of it. */
const waitsOnly = ({ state, planned, explanation }: ModelView): boolean =>
  state === 'loading' && planned === 0 && explanation !== '';

function Whereabouts({ model, state }: Omit<Props, 'onDo'>): ReactElement {
  const places = placesOf(model.name, state.machines);
  const servers = serversOf(model.name, state);
  const coming = places.some((place) => place.state === 'coming');
  return (
    <>
      {model.state === 'loading' && (
        <p className="row">
          <Icon name="clock" className="ink2" />
          {coming
            ? t('Loading. Questions wait until it is ready.')
            : waitsOnly(model)
              ? retell(model.explanation)
              : t('Waits for its file or its card.')}
        </p>
      )}
      {model.state === 'unloaded' && (
        <p className="row">
          <Icon name="clock" className="ink2" />
          {t('Not loaded now.')}
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
                <span className="ink3"> {its === 'coming' ? t('(loading)') : t('(leaving)')}</span>
              )}
            </span>
          ))}
        </p>
      )}
      {servers.length > 0 && (
        <p>
          {places.length > 0 ? (
            <Trans text="and on <servers/>" parts={{ servers: <ServerNames servers={servers} /> }} />
          ) : (
            <Trans text="on <servers/>" parts={{ servers: <ServerNames servers={servers} /> }} />
          )}
        </p>
      )}
    </>
  );
}
