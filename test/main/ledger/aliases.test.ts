import { expect, it } from 'vitest';
import { AliasBook } from '../../../main/ledger/aliases.ts';
import { openLedger } from '../../../main/ledger/ledger.ts';
import { tempDir } from '../../support/temp-dir.ts';

it('keeps other names of models over a new start, each for one model', () => {
  const folder = tempDir();
  const first = openLedger(folder);
  const book = new AliasBook(first);
  expect(book.all()).toEqual([]);
  book.put({ name: 'gpt-4o-mini', model: 'demo' });
  book.put({ name: 'default', model: 'demo' });
  book.put({ name: 'gpt-4o-mini', model: 'qwen' });
  expect(book.remove('default')).toBe(true);
  expect(book.remove('default')).toBe(false);
  first.close();
  const second = openLedger(folder);
  expect(new AliasBook(second).all()).toEqual([{ name: 'gpt-4o-mini', model: 'qwen' }]);
  second.close();
});
