import { describe, expect, it } from 'vitest';
import { Dice } from '../../../../main/planner/search/dice.ts';
import { Draft } from '../../../../main/planner/search/draft.ts';
import { nothing } from '../../../../main/planner/search/task.ts';
import { taskOf } from '../../../../main/planner/search/task-of.ts';
import { Trial } from '../../../../main/planner/search/trial.ts';
import { madeOffice } from '../../../support/planner/made-office.ts';

const task = taskOf(madeOffice({ seed: 3, gpus: 5, models: 4, pressure: 1, running: 1 }));
const plain = new Float64Array(task.options.length).fill(1);

/** Puts and takes by chance. */
function stir(dice: Dice, draft: Draft, change: { put: Draft['put']; take: Draft['take'] }): void {
  for (let step = 0; step < 50; step += 1) {
    const place = dice.roll(task.places.length);
    const wish = dice.roll(task.wishes.length);
    if (draft.optionAt(place, wish) !== nothing) change.take(place, wish);
    else {
      const option = draft.best(place, wish, plain);
      if (option !== nothing) change.put(place, option);
    }
  }
}

describe('a draft', () => {
  it('is worth the same by whatever way it came about', () => {
    const dice = new Dice(5);
    const draft = new Draft(task);
    stir(dice, draft, { put: (...of) => draft.put(...of), take: (...of) => draft.take(...of) });
    const again = new Draft(task);
    draft.at.forEach((option, index) => {
      if (option !== nothing) again.put(Math.floor(index / task.wishes.length), option);
    });
    expect(draft.value).toBeCloseTo(again.value, 9);
    expect(draft.free).toEqual(again.free);
  });

  it('promises the points that putting brings', () => {
    const dice = new Dice(6);
    const draft = new Draft(task);
    const put = (place: number, option: number): void => {
      const promised = draft.gain(place, option);
      const before = draft.value;
      draft.put(place, option);
      expect(draft.value - before).toBeCloseTo(promised, 12);
    };
    stir(dice, draft, { put, take: (...of) => draft.take(...of) });
  });
});

describe('a trial', () => {
  it('takes back all that was changed since the last was kept', () => {
    const dice = new Dice(8);
    const draft = new Draft(task);
    const trial = new Trial(draft);
    const change = { put: trial.put.bind(trial), take: trial.take.bind(trial) };
    stir(dice, draft, change);
    trial.keep();
    const kept = { at: draft.at.slice(), value: draft.value, free: draft.free.slice() };
    for (let round = 0; round < 4; round += 1) {
      stir(dice, draft, change);
      expect(trial.gain).not.toBe(0);
      trial.undo();
      expect({ at: draft.at, value: draft.value, free: draft.free }).toEqual(kept);
    }
  });
});
