import { describe, expect, it } from 'vitest';
import { Draft } from '../../../../main/planner/search/draft.ts';
import { fill } from '../../../../main/planner/search/fill.ts';
import { nothing } from '../../../../main/planner/search/task.ts';
import { taskOf } from '../../../../main/planner/search/task-of.ts';
import { madeOffice } from '../../../support/planner/made-office.ts';

const task = taskOf(madeOffice({ seed: 9, gpus: 8, models: 5, pressure: 1.2, running: 1 }));
const plain = new Float64Array(task.options.length).fill(1);

/** Each step the replica that is worth most of all, every place and wish looked at. */
function filledPlainly(): Draft {
  const draft = new Draft(task);
  for (;;) {
    const free = task.places.flatMap((_, place) =>
      task.wishes.map((_wish, wish) => ({ place, wish })).filter(({ wish }) => draft.optionAt(place, wish) === nothing),
    );
    const choices = free
      .filter(({ wish }) => draft.ofWish[wish]!.length < task.most[wish]!)
      .map(({ place, wish }) => ({ place, option: draft.best(place, wish, plain), worth: draft.bestWorth }))
      .filter(({ option }) => option !== nothing);
    const [best] = choices.toSorted((a, b) => b.worth - a.worth);
    if (!best) return draft;
    draft.put(best.place, best.option);
  }
}

describe('fill', () => {
  it('puts what looking at everything each time would put', () => {
    const draft = new Draft(task);
    fill(draft, plain);
    expect(draft.value).toBeCloseTo(filledPlainly().value, 9);
  });

  it('adds to what stands there already', () => {
    const draft = new Draft(task);
    const option = draft.best(0, 0, plain);
    expect(option).not.toBe(nothing);
    draft.put(0, option);
    fill(draft, plain);
    expect(draft.optionAt(0, 0)).toBe(option);
  });

  it('leaves nothing out that would bring points', () => {
    const draft = new Draft(task);
    fill(draft, plain);
    const left = task.places.flatMap((_, place) =>
      task.wishes.map((_wish, wish) =>
        draft.optionAt(place, wish) !== nothing || draft.ofWish[wish]!.length >= task.most[wish]!
          ? nothing
          : draft.best(place, wish, plain),
      ),
    );
    expect(new Set(left)).toEqual(new Set([nothing]));
  });
});
