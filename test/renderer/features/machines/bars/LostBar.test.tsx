import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { LostBar } from '../../../../../renderer/features/machines/bars/LostBar.tsx';
import { mapScale } from '../../../../../renderer/features/machines/bars/map-scale.ts';
import { aModel } from '../../../../support/a-model.ts';
import { card, machineOf, officeOf, replicaOf } from '../../../../support/map-fixtures.ts';

const nothing = (): void => undefined;
const place = {
  scale: mapScale(612, 11 * 1024 ** 3),
  opened: null,
  tabStop: null,
  onOpen: nothing,
  onFocus: nothing,
  onMove: nothing,
  held: null,
  onGrab: nothing,
};

it('says once for each machine what became of its models', () => {
  const lost = machineOf('pc1', [card(6, 0)], [replicaOf([4, 1, 0.4])], { state: 'lost' });
  const state = officeOf([lost], { models: [aModel({ state: 'ready', readyOn: ['DESIGN-01'] })] });
  const drawn = (first: boolean): string =>
    renderToStaticMarkup(<LostBar {...place} machine={lost} gpu={card(6, 0)} state={state} first={first} />);
  expect(drawn(true)).toContain('goes on with DESIGN-01');
  expect(drawn(false)).not.toContain('goes on with');
  expect(drawn(false)).toContain(', lost."');
});
