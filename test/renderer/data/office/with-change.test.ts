import { expect, it } from 'vitest';
import { withChange } from '../../../../renderer/data/office/with-change.ts';
import { fakeOffices } from '../../../support/fake-control/fake-offices.ts';

it('shows at once what was changed of the office, and leaves the rest', () => {
  const before = fakeOffices['first-day']();
  const after = withChange(before, { welcome: 'done' });
  expect(after.office).toEqual({ ...before.office, welcome: 'done' });
  expect(withChange(after, { name: 'Fern' }).office).toEqual({ ...after.office, name: 'Fern' });
  expect(after.machines).toBe(before.machines);
});
