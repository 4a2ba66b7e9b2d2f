import { expect, it } from 'vitest';
import { notBuilt } from '../../../main/control/not-built.ts';
import { forVisitor } from '../../../words/visitors.ts';

it.each([
  ['en', '<html lang="en-GB">', 'The window is not built yet'],
  ['pt', '<html lang="pt-PT">', 'A janela ainda não foi compilada'],
])('the page in the window’s place speaks as the visitor does (%s)', (accepted, root, heading) => {
  const { language, t } = forVisitor(accepted);
  const html = notBuilt(language, t);
  expect(html).toContain(root);
  expect(html).toContain(heading);
  expect(html).toContain('<code>npm run build</code>');
});
