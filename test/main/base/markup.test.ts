import { expect, it } from 'vitest';
import { markup } from '../../../main/base/markup.ts';

it('takes values as text, unless they are markup themselves', () => {
  const name = '<b title="x">R&D’s \'own\'</b>';
  const rows = ['a', '<'].map((one) => markup`<li>${one}</li>`);
  expect(markup`<p>${name}</p>${rows}`.text).toBe(
    '<p>&lt;b title=&quot;x&quot;&gt;R&amp;D’s &#39;own&#39;&lt;/b&gt;</p><li>a</li>\n<li>&lt;</li>',
  );
});
