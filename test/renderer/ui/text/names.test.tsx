import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { shortName } from '../../../../renderer/ui/text/short-name.ts';
import { WholeNames } from '../../../../renderer/ui/text/WholeNames.tsx';

it.each([
  ['qwen2.5-7b-instruct', 'qwen2.5-7b'],
  ['gemma-3-4b-it', 'gemma-3-4b'],
  ['mistral-7b-instruct-v0.3', 'mistral-7b'],
  ['nomic-embed-text-v1.5', 'nomic-embed-text-v1.5'],
  ['demo', 'demo'],
])('shortens %s to %s', (name, short) => {
  expect(shortName(name)).toBe(short);
});

it('keeps names and figures whole, and says every word once', () => {
  const shown = renderToStaticMarkup(<WholeNames text="STUDIO-3 has 7.8 GB free, at 104 MB/s." />);
  expect(shown).toContain('<span class="nowrap">STUDIO-3</span>');
  expect(shown).toContain('<span class="nowrap">7.8 GB</span>');
  expect(shown).toContain('<span class="nowrap">104 MB/s</span>');
  expect(shown.replaceAll(/<[^>]*>/g, '')).toBe('STUDIO-3 has 7.8 GB free, at 104 MB/s.');
});
