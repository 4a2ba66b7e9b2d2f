import { describe, expect, it } from 'vitest';
import { usualDeployment, withWishes } from '../../../main/library/usual-deployment.ts';
import { demoVariant, shaOf, variant } from '../../support/office-fixtures.ts';

const usual = usualDeployment(variant(), new Set(), 0);
const q8 = variant({ sha256: shaOf('b'), name: 'Q8_0' });

describe('the usual deployment', () => {
  it('lets the planner choose how many conversations, and a second replica where there is room', () => {
    expect(usual).toMatchObject({ contextLength: 8192, slots: { min: 1, max: 4 }, replicas: { min: 1, max: 2 } });
  });

  it('of the demo model leaves the room to others', () => {
    expect(usualDeployment(demoVariant(), new Set(), 0)).toMatchObject({ replicas: { min: 1, max: 1 }, priority: 1 });
  });

  it('has an id of its own', () => {
    expect(usualDeployment(variant(), new Set(['llama-3-2-3b']), 0).id).toBe('llama-3-2-3b-2');
  });
});

describe('wishes', () => {
  it('change what they say and nothing else', () => {
    expect(withWishes(usual, {}, [variant()])).toEqual(usual);
    expect(withWishes(usual, { priority: 9, slots: { min: 2, max: 2 } }, [variant()])).toEqual({
      ...usual,
      priority: 9,
      slots: { min: 2, max: 2 },
    });
  });

  it('let it be loaded on demand, and always again', () => {
    const onDemand = withWishes(usual, { idleMinutes: 15 }, [variant()]);
    expect(onDemand.idleMinutes).toBe(15);
    expect(withWishes(onDemand, { priority: 9 }, [variant()]).idleMinutes).toBe(15);
    expect(withWishes(onDemand, { idleMinutes: null }, [variant()]).idleMinutes).toBeNull();
  });

  it('name files by their quantization, and pass over those that are not here', () => {
    const { variants } = withWishes(usual, { quantizations: ['q8_0', 'F16'] }, [variant(), q8]);
    expect(variants).toEqual([q8.sha256]);
    expect(withWishes(usual, { quantizations: ['F16'] }, [variant()]).variants).toEqual(usual.variants);
  });

  it('ask for no longer context than the files take', () => {
    const short = variant({ facts: { ...variant().facts, trainedContext: 2048 } });
    expect(withWishes(usual, { contextLength: 32_768 }, [short]).contextLength).toBe(2048);
  });
});
