import { describe, expect, it } from 'vitest';
import { language } from '../../words/words.ts';
import { forVisitor } from '../../words/visitors.ts';

describe('what a visitor’s browser accepts', () => {
  it.each([
    ['pt-PT,pt;q=0.9,en;q=0.8', 'pt-PT'],
    ['PT-br', 'pt-PT'],
    ['en;q=0.8, pt;q=0.9', 'pt-PT'],
    ['en-US,pt;q=0.5', 'en-GB'],
    ['de, pt;q=0.3, en;q=0.2', 'pt-PT'],
    ['pt;q=0, de', 'en-GB'],
    ['*', 'en-GB'],
    [',;q=,pt;q=x', 'en-GB'],
    ['', 'en-GB'],
    [undefined, 'en-GB'],
  ])('“%s” is answered in %s', (accepted, chosen) => {
    expect(forVisitor(accepted).language).toBe(chosen);
  });

  it('changes nothing of what is spoken to others', () => {
    const [lisbon, london] = [forVisitor('pt'), forVisitor('en')];
    expect(lisbon.t('Add this PC to {{office}}', { office: 'Linden & Roth' })).toBe(
      'Adicionar este PC a Linden & Roth',
    );
    expect(london.t('Add this PC to {{office}}', { office: 'Linden & Roth' })).toBe('Add this PC to Linden & Roth');
    expect(language()).toBe('en-GB');
  });
});
