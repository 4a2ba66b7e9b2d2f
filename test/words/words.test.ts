import { afterEach, describe, expect, it } from 'vitest';
import { nearestLanguage } from '../../words/languages.ts';
import { language, msg, onLanguage, speak, t } from '../../words/words.ts';

afterEach(() => speak('en-GB'));

describe('texts', () => {
  it('are said in English until another language is chosen', async () => {
    expect(t('just now')).toBe('just now');
    await speak('pt-PT');
    expect(t('just now')).toBe('agora mesmo');
    expect(language()).toBe('pt-PT');
  });

  it('take the form that a number asks for', async () => {
    expect(t('{{count, number}} days ago', { count: 1 })).toBe('1 day ago');
    expect(t('{{count, number}} days ago', { count: 2000 })).toBe('2,000 days ago');
    await speak('pt-PT');
    expect(t('{{count, number}} days ago', { count: 1 })).toBe('há 1 dia');
    expect(t('{{count, number}} days ago', { count: 20_000 })).toBe('há 20\u00A0000 dias');
    expect(t('{{count, number}} days ago', { count: 1_000_000 })).toContain(' dias');
  });

  it('leave what is put into them as it is', () => {
    expect(t('today {{clock}}', { clock: '<b>{{clock}}</b>' })).toBe('today <b>{{clock}}</b>');
  });

  it('can be kept, and said later', () => {
    const kept = msg('just now');
    expect(t(kept)).toBe('just now');
  });

  it('tell when another language is spoken', async () => {
    let heard = 0;
    const end = onLanguage(() => (heard += 1));
    await speak('pt-PT');
    await speak('pt-PT');
    end();
    await speak('en-GB');
    expect(heard).toBe(1);
  });
});

describe('the nearest language', () => {
  it('is the first of the system’s that we speak', () => {
    expect(nearestLanguage(['de-DE', 'pt-BR', 'en-US'])).toBe('pt-PT');
    expect(nearestLanguage(['en-US', 'pt-PT'])).toBe('en-GB');
    expect(nearestLanguage([])).toBe('en-GB');
  });
});
