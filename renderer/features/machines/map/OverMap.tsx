import type { ReactElement } from 'react';
import type { OfficeState } from '../../../../contract/control-api.ts';
import { MoveSheet } from '../detail/MoveSheet.tsx';
import { MapTip } from './MapTip.tsx';
import type { PlaceOnMap } from './use-map-place.ts';
import type { TipOnMap } from './use-tip.ts';

interface Props extends Pick<PlaceOnMap, 'place' | 'moving'>, Pick<TipOnMap, 'tip' | 'hide'> {
  readonly state: OfficeState;
}

/** What stands over a map: the tooltip, and where a block shall move. */
export const OverMap = ({ state, place, moving, tip, hide }: Props): ReactElement => (
  <>
    <MapTip state={state} tip={place.held ? null : tip} onHide={hide} />
    {moving && (
      <MoveSheet key={moving.stop} state={state} place={moving.place} target={moving.target} onClose={moving.end} />
    )}
  </>
);
