import { expect, it, onTestFinished } from 'vitest';
import { problem } from '../../../contract/problem.ts';
import { ConversationBook } from '../../../main/ledger/conversations.ts';
import { openLedger } from '../../../main/ledger/ledger.ts';
import { SessionBook } from '../../../main/ledger/sessions.ts';
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
  book.create(summary('c', 1));
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
  expect(book.read('c')).toEqual({
    ...summary('c', 12),
    headId: 'm2',
    instructions: null,
    messages: [asked, answer, failed],
  });
});

it('conversations are listed newest first, and a new message makes one new', () => {
  const { book } = openBook();
  book.create(summary('old', 1));
  book.create(summary('new', 2));
  expect(book.list().map(({ id }) => id)).toEqual(['new', 'old']);
  book.addMessage('old', aMessage({ createdAt: 3 }));
  expect(book.list().map(({ id }) => id)).toEqual(['old', 'new']);
});

it('an answer grows, and a crash leaves what was written, marked as cut', () => {
  const { book } = openBook();
  book.create(summary('c', 1));
  book.addMessage('c', aMessage({ role: 'assistant', state: 'writing', content: '' }));
  book.updateMessage('m1', { content: 'Lis', tokensPerSecond: 40.5 });
  book.cutOff();
  expect(book.findMessage('m1')).toMatchObject({ content: 'Lis', state: 'cut', tokensPerSecond: 40.5 });
});

it('removing a conversation takes its messages with it, and a late update does nothing', () => {
  const { book, db } = openBook();
  book.create(summary('c', 1));
  book.addMessage('c', aMessage());
  book.remove('c');
  book.updateMessage('m1', { content: 'late' });
  expect(book.read('c')).toBeNull();
  expect(db.prepare('SELECT count(*) AS n FROM messages').get()).toEqual({ n: 0 });
});

it('a pinned conversation says so, and keeps its place in time', () => {
  const { book } = openBook();
  book.create(summary('old', 1));
  book.create(summary('new', 2));
  book.pin('old', true);
  expect(book.list().map(({ id, pinned }) => [id, pinned])).toEqual([
    ['new', false],
    ['old', true],
  ]);
  expect(book.read('old')?.pinned).toBe(true);
  book.pin('old', false);
  expect(book.read('old')?.pinned).toBe(false);
});

it('a conversation keeps its instructions, and loses them when that is wished', () => {
  const { book } = openBook();
  book.create(summary('c', 1));
  book.instruct('c', { name: 'Brief', text: 'Be brief' });
  expect(book.read('c')?.instructions).toEqual({ name: 'Brief', text: 'Be brief' });
  book.instruct('c', null);
  expect(book.read('c')?.instructions).toBeNull();
});

it('sessions end when their time is over', () => {
  const { db } = openBook();
  const sessions = new SessionBook(db);
  sessions.add({ hash: 'h', createdAt: 1, expiresAt: 100 });
  expect(sessions.find('h')).toEqual({ expiresAt: 100 });
  sessions.removeExpired(100);
  expect(sessions.find('h')).toBeNull();
});
