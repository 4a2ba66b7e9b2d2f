import { describe, expect, it } from 'vitest';
import { leftToDo, stepOf } from '../../../../renderer/features/first-run/steps.ts';

describe('the first run', () => {
  it('opens at the step of its address, else where the office has come to, else at the beginning', () => {
    expect(stepOf('first-model', 'this-pc')).toBe('first-model');
    expect(stepOf(undefined, 'other-pcs')).toBe('other-pcs');
    expect(stepOf('nonsense', 'new')).toBe('this-pc');
    expect(stepOf(undefined, 'done')).toBe('this-pc');
  });

  it('says in the navigation what is left to do, and nothing once it is done', () => {
    expect(leftToDo('new')).toBe('Step 1 of 3: This PC');
    expect(leftToDo('other-pcs')).toBe('Step 2 of 3: Other PCs');
    expect(leftToDo('done')).toBeNull();
  });
});
