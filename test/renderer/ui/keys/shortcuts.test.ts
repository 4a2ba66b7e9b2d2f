import { expect, it } from 'vitest';
import { shortcutOf } from '../../../../renderer/ui/keys/shortcuts.ts';

const plain = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, typing: false };

it('knows the pages, a new chat and the model picker, with Ctrl or with the Mac’s Command', () => {
  expect(shortcutOf({ ...plain, ctrlKey: true, key: '3' })).toEqual({ type: 'page', index: 2 });
  expect(shortcutOf({ ...plain, metaKey: true, key: 'n', typing: true })).toEqual({ type: 'new-chat' });
  expect(shortcutOf({ ...plain, ctrlKey: true, key: 'l', typing: true })).toEqual({ type: 'model-picker' });
});

it('stops with Escape, also while one types', () => {
  expect(shortcutOf({ ...plain, key: 'Escape', typing: true })).toEqual({ type: 'stop' });
});

it('takes a slash for search unless it is being written', () => {
  expect(shortcutOf({ ...plain, key: '/' })).toEqual({ type: 'search' });
  expect(shortcutOf({ ...plain, key: '/', typing: true })).toBeNull();
});

it('leaves the browser’s own keys alone', () => {
  expect(shortcutOf({ ...plain, ctrlKey: true, key: '7' })).toBeNull();
  expect(shortcutOf({ ...plain, ctrlKey: true, shiftKey: true, key: 'N' })).toBeNull();
  expect(shortcutOf({ ...plain, altKey: true, ctrlKey: true, key: '1' })).toBeNull();
  expect(shortcutOf({ ...plain, key: '1' })).toBeNull();
});
