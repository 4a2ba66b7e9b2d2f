import { expect, it, onTestFinished } from 'vitest';
import { problem } from '../../../contract/problem.ts';
import { ConversationBook } from '../../../main/ledger/conversations.ts';
import { openLedger } from '../../../main/ledger/ledger.ts';
import { aMessage } from '../../support/a-message.ts';
import { tempDir } from '../../support/temp-dir.ts';

function openBook() {
  const db = openLedger(tempDir());
  onTestFinished(() => db.close());
  return { db, book: new ConversationBook(db) };
}

const summary = (id: string, updatedAt: number) => ({ id, title: id, createdAt: 1, updatedAt, pinned: false });

it('a conversation comes back as it was written, branches and all', () => {
  const { book } = openBook();
  book.create(summary('c', 1), 'aylin');
  const answer = aMessage({
    id: 'm2',
    parentId: 'm1',
    role: 'assistant',
    content: 'Lisbon',
    moves: [{ from: 'DESIGN-01', to: 'DESIGN-02', why: 'lost', at: 3, gapMs: 800 }],
    model: 'demo',
    createdAt: 11,
  });
  const failed = aMessage({
    id: 'm3',
    parentId: 'm1',
    role: 'assistant',
    state: 'failed',
    createdAt: 12,
    problem: problem('overloaded', 'Too many.'),
  });
  const asked = aMessage({ files: [{ name: 'offers.csv', text: 'a;b' }] });
  for (const one of [asked, answer, failed]) book.addMessage('c', one);
  book.setHead('c', 'm2');
  expect(book.read('c', 'aylin')).toEqual({
    ...summary('c', 12),
    headId: 'm2',
    instructions: null,
    messages: [asked, answer, failed],
  });
});

it('conversations are listed newest first, and a new message makes one new', () => {
  const { book } = openBook();
  book.create(summary('old', 1), 'aylin');
  book.create(summary('new', 2), 'aylin');
  expect(book.list('aylin').map(({ id }) => id)).toEqual(['new', 'old']);
  book.addMessage('old', aMessage({ createdAt: 3 }));
  expect(book.list('aylin').map(({ id }) => id)).toEqual(['old', 'new']);
});

it('an answer grows, and a crash leaves what was written, marked as cut', () => {
  const { book } = openBook();
  book.create(summary('c', 1), 'aylin');
  book.addMessage('c', aMessage({ role: 'assistant', state: 'writing', content: '' }));
  book.updateMessage('m1', { content: 'Lis', tokensPerSecond: 40.5 });
  book.cutOff();
  expect(book.findMessage('m1', 'aylin')).toMatchObject({ content: 'Lis', state: 'cut', tokensPerSecond: 40.5 });
});

it('removing a conversation takes its messages with it, and a late update does nothing', () => {
  const { book, db } = openBook();
  book.create(summary('c', 1), 'aylin');
  book.addMessage('c', aMessage());
  book.remove('c');
  book.updateMessage('m1', { content: 'late' });
  expect(book.read('c', 'aylin')).toBeNull();
  expect(db.prepare('SELECT count(*) AS n FROM messages').get()).toEqual({ n: 0 });
});

it('a pinned conversation says so, and keeps its place in time', () => {
  const { book } = openBook();
  book.create(summary('old', 1), 'aylin');
  book.create(summary('new', 2), 'aylin');
  book.pin('old', true);
  expect(book.list('aylin').map(({ id, pinned }) => [id, pinned])).toEqual([
    ['new', false],
    ['old', true],
  ]);
  expect(book.read('old', 'aylin')?.pinned).toBe(true);
  book.pin('old', false);
  expect(book.read('old', 'aylin')?.pinned).toBe(false);
});

it('a conversation keeps its instructions, and loses them when that is wished', () => {
  const { book } = openBook();
  book.create(summary('c', 1), 'aylin');
  book.instruct('c', { name: 'Brief', text: 'Be brief' });
  expect(book.read('c', 'aylin')?.instructions).toEqual({ name: 'Brief', text: 'Be brief' });
  book.instruct('c', null);
  expect(book.read('c', 'aylin')?.instructions).toBeNull();
});

it('nobody reads what is another person’s', () => {
  const { book } = openBook();
  book.create(summary('c', 1), 'aylin');
  book.addMessage('c', aMessage());
  expect(book.list('jana')).toEqual([]);
  expect(book.read('c', 'jana')).toBeNull();
  expect(book.findMessage('m1', 'jana')).toBeNull();
  expect(book.findMessage('m1', 'aylin')).not.toBeNull();
});
