import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { MathBlock } from '../../../../../renderer/features/chat/answer/MathBlock.tsx';
import { processorMs } from '../../../../support/processor-ms.ts';

const html = (text: string): string => renderToStaticMarkup(<MathBlock text={text} />);

describe('a formula', () => {
  it('is drawn, and said as MathML for those who listen', () => {
    const shown = html('So $$x^2$$ it is:\n\n$$\n\\frac{a}{b}\n$$');
    expect(shown).toContain('class="katex"');
    expect(shown).toContain('<mfrac>');
    expect(shown).toContain('katex-display');
  });

  it('that is wrong is shown as it was written', () => {
    expect(html('$$\\frac{a$$')).toContain('\\frac{a');
  });

  it('stands beside prices and code', () => {
    const shown = html('It is $5 and $6, `$$x$$`, $$y$$.');
    expect(shown).toContain('It is $5 and $6');
    expect(shown).toContain('<code>$$x$$</code>');
    expect(shown).toContain('katex');
  });
});

describe('a formula cannot do harm', () => {
  it.each([
    '\\href{javascript:alert(1)}{x}',
    '\\href{https://evil.example/}{x}',
    '\\url{https://evil.example/}',
    '\\includegraphics{https://evil.example/p.png}',
    '\\htmlData{x=1}{y}',
    '\\htmlStyle{background: url(https://evil.example/p.png)}{x}',
    '\\htmlClass{nav}{x}',
    '\\htmlId{root}{x}',
    '<script>alert(1)</script>',
    '\\text{<img src=x onerror=alert(1)>}',
    '\\unicode{x3c}img src=x>',
  ])('%s', (formula) => {
    const shown = html(`$$${formula}$$`);
    expect(shown).not.toMatch(/<(?:a|img|script|iframe|object)[\s>]/);
    expect(shown).not.toMatch(/<[^>]* (?:href|src|onerror|id|data-x)=/);
    expect(shown).not.toMatch(/style="[^"]*url\(/);
    expect(shown).not.toMatch(/<[^>]* class="(?:enclosing )?nav/);
  });

  it('with a box of any size', () => {
    const shown = html('$$\\rule{100000em}{100000em}$$');
    const sizes = [...shown.matchAll(/(?:width|height):([\d.]+)em/g)].map(([, size]) => Number(size));
    expect(sizes.length).toBeGreaterThan(0);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(40);
  });

  it('with macros without end', () => {
    let shown = '';
    expect(processorMs(() => (shown = html('$$\\def\\a{\\a\\a}\\a$$')))).toBeLessThan(2_000);
    expect(shown).toContain('\\def');
  });
});
