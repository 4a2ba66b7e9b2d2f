import { describe, expect, it } from 'vitest';
import { StopText } from '../../../main/attached/stop-text.ts';

describe('a text with stop texts', () => {
  it('is held back where a stop text may begin, and let go when none came of it', () => {
    const text = new StopText(['END.']);
    expect([text.push('a E'), text.push('N'), text.push('x'), text.end()]).toEqual(['a ', '', 'ENx', '']);
  });

  it('ends before the first stop text, in how many pieces it may come', () => {
    const text = new StopText(['never', 'STOP']);
    expect([text.push('one ST'), text.push('OP two'), text.push(' three'), text.end()]).toEqual(['one ', '', '', '']);
    expect(text.stop).toBe('STOP');
  });

  it('gives at its end what was held back', () => {
    const text = new StopText(['STOP']);
    expect([text.push('one STO'), text.end(), text.stop]).toEqual(['one ', 'STO', null]);
  });
});
