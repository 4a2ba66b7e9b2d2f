import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { MarkdownBlock } from '../../../../../renderer/features/chat/answer/MarkdownBlock.tsx';

const html = (text: string): string => renderToStaticMarkup(<MarkdownBlock text={text} />);

describe('an answer cannot do harm', () => {
  it('shows HTML as text', () => {
    const shown = html('Hi <script>alert(1)</script> <b onclick="x()">there</b>');
    expect(shown).not.toContain('<script');
    expect(shown).not.toContain('<b ');
    expect(shown).toContain('&lt;script&gt;');
    expect(html('<iframe src="https://x.org"></iframe>')).not.toContain('<iframe');
  });

  it('never fetches a picture, and shows what it would have been', () => {
    const shown = html('![the roof](https://evil.example/p.png?q=secret)');
    expect(shown).not.toContain('<img');
    expect(shown).not.toContain('evil.example');
    expect(shown).toContain('the roof');
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    '/control/shutdown',
    '//x.org',
    '#/chat',
  ])('makes no link to %s', (url) => {
    const shown = html(`[click](${url})`);
    expect(shown).not.toContain('href');
    expect(shown).toContain('click');
  });

  it.each(['https://example.org/a', 'http://192.168.10.12:8420/', 'mailto:jana@example.org'])(
    'links to %s outside',
    (url) => {
      const shown = html(`[click](${url})`);
      expect(shown).toContain(`href="${url}"`);
      expect(shown).toContain('rel="noreferrer noopener"');
      expect(shown).toContain('target="_blank"');
    },
  );
});

describe('an answer is readable', () => {
  it('has tables with columns to the right where they are figures', () => {
    const shown = html('| Offer | Net |\n| --- | ---: |\n| A | 1 |');
    expect(shown).toContain('<th scope="col">Offer</th>');
    expect(shown).toContain('<td class="r">1</td>');
  });

  it('names the language of its code, colours it, and lets it be copied', () => {
    const shown = html('```python\ndef f():\n    return 1\n```');
    expect(shown).toContain('Python');
    expect(shown).toContain('hljs-keyword');
    expect(shown).toContain('aria-label="Copy the code"');
  });

  it('shows code of a language that it does not know', () => {
    const shown = html('```brainfuck\n+++\n```');
    expect(shown).toContain('brainfuck');
    expect(shown).toContain('+++');
  });
});
