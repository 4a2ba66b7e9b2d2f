import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ConversationBook } from '../../../main/ledger/conversations.ts';
import { openLedger } from '../../../main/ledger/ledger.ts';
import { migrations } from '../../../main/ledger/migrations.ts';
import { officePersonId } from '../../../main/ledger/people.ts';
import { aMessage } from '../../support/a-message.ts';
import { tempDir } from '../../support/temp-dir.ts';

function openBook(dataDir = tempDir()) {
  const db = openLedger(dataDir);
  onTestFinished(() => db.close());
  return { db, book: new ConversationBook(db) };
}

/** Conversations of one message each, the last one the newest. */
function bookOf(messages: Readonly<Record<string, string>>) {
  const { db, book } = openBook();
  for (const [at, [title, content]] of Object.entries(messages).entries()) {
    book.create({ id: title, title, createdAt: at, updatedAt: at, pinned: false }, 'aylin');
    book.addMessage(title, aMessage({ id: `in ${title}`, content, createdAt: at }));
  }
  const found = (...words: string[]) =>
    book.search(words, 'aylin').map(({ conversation, message }) => [conversation.id, message?.id ?? null]);
  return { db, book, found };
}

describe('conversations are found', () => {
  it('however many of other people have the words, too', () => {
    const { db, book, found } = bookOf({ roof: 'The roof leaks' });
    // Thousands of writes that need not survive a power cut.
    db.exec('PRAGMA synchronous = OFF');
    book.create({ id: 'theirs', title: 'theirs', createdAt: 9, updatedAt: 9, pinned: false }, 'sam');
    for (let at = 0; at < 4_100; at += 1) {
      book.addMessage('theirs', aMessage({ id: `theirs ${at}`, content: 'roof', createdAt: 10 + at }));
    }
    expect(found('roof')).toEqual([['roof', 'in roof']]);
  });

  it('by words in their messages, in whatever case and accents, also inside of longer words', () => {
    const { found } = bookOf({
      roof: 'Die Wärmedämmung des Daches',
      fire: 'Doors that close',
      lunch: 'DAMM und Deich',
    });
    expect(found('dämm')).toEqual([
      ['lunch', 'in lunch'],
      ['roof', 'in roof'],
    ]);
    expect(found('WARME')).toEqual([['roof', 'in roof']]);
    expect(found('nothing')).toEqual([]);
  });

  it('when all of the words are there, and by words of two letters and of scripts without blanks', () => {
    const { found } = bookOf({ a: '312 m² of roof', b: 'a roof of tiles', c: '北京大学在北京' });
    expect(found('roof', 'm²')).toEqual([['a', 'in a']]);
    expect(found('m²')).toEqual([['a', 'in a']]);
    expect(found('大学')).toEqual([['c', 'in c']]);
  });

  it('by their titles, with what else they say', () => {
    const { found, book } = bookOf({ 'Öl quotes': 'Hello', other: 'Nothing of it' });
    expect(found('ol', 'QUOTE')).toEqual([['Öl quotes', null]]);
    book.rename('other', 'Quotes, too');
    expect(found('quotes')).toEqual([
      ['other', null],
      ['Öl quotes', null],
    ]);
  });

  it.each(['"', '%', '_', '100%', "'; DROP TABLE messages", 'a"b', '-roof', 'OR', '*'])(
    'with %s taken as it stands',
    (word) => {
      const { found } = bookOf({ plain: 'Nothing special', has: `before ${word} after` });
      expect(found(word)).toEqual([['has', 'in has']]);
    },
  );

  it('in a person’s own alone', () => {
    const { book, found } = bookOf({ roof: 'My roof leaks' });
    book.create({ id: 'theirs', title: 'roof', createdAt: 9, updatedAt: 9, pinned: false }, 'jana');
    book.addMessage('theirs', aMessage({ id: 'in theirs', content: 'The roof is mine', createdAt: 9 }));
    expect(found('roof')).toEqual([['roof', 'in roof']]);
  });

  it('by the newest message that has the words', () => {
    const { book, found } = bookOf({ roof: 'the roof leaks' });
    book.addMessage('roof', aMessage({ id: 'later', content: 'Is the roof dry?', createdAt: 5 }));
    book.addMessage('roof', aMessage({ id: 'last', content: 'Thank you', createdAt: 6 }));
    expect(found('roof')).toEqual([['roof', 'later']]);
  });
});

it('an answer is found when it is whole, by its last words, and no more once it is deleted', () => {
  const { book, found } = bookOf({ a: 'A question' });
  book.addMessage('a', aMessage({ id: 'answer', role: 'assistant', state: 'writing', content: '', createdAt: 2 }));
  book.updateMessage('answer', { content: 'Lisbon is' });
  expect(found('lisbon')).toEqual([]);
  book.updateMessage('answer', { content: 'Lisbon is the capital', state: 'done' });
  expect(found('capital')).toEqual([['a', 'answer']]);
  book.updateMessage('answer', { content: 'Porto' });
  expect(found('capital')).toEqual([]);
  book.remove('a');
  expect(found('porto')).toEqual([]);
  book.create({ id: 'b', title: 'b', createdAt: 3, updatedAt: 3, pinned: false }, 'aylin');
  book.addMessage('b', aMessage({ id: 'new', content: 'Another one' }));
  expect(found('porto')).toEqual([]);
  expect(found('another')).toEqual([['b', 'new']]);
});

it('an answer that a crash cut is found', () => {
  const { book, found } = bookOf({ a: 'A question' });
  book.addMessage('a', aMessage({ id: 'answer', role: 'assistant', state: 'writing', content: '', createdAt: 2 }));
  book.updateMessage('answer', { content: 'Lisbon is' });
  book.cutOff();
  expect(found('lisbon')).toEqual([['a', 'answer']]);
});

it('what was said before there was a search is found, also after the file was packed', () => {
  const dataDir = tempDir();
  const old = new DatabaseSync(path.join(dataDir, 'ledger.sqlite'));
  const before = migrations.findIndex((step) => step.includes('message_words'));
  for (const step of migrations.slice(0, before)) old.exec(step);
  for (const id of ['a', 'b', 'c']) {
    old.exec(`INSERT INTO conversations (id, title, created_at, updated_at) VALUES ('${id}', '${id}', 1, 1);
      INSERT INTO messages (id, conversation_id, role, content, created_at, state, left_out)
      VALUES ('in ${id}', '${id}', 'user', 'words of ${id}-side', 1, 'done', 0);`);
  }
  old.exec(`PRAGMA user_version = ${before}`);
  old.close();
  const { db, book } = openBook(dataDir);
  book.remove('a');
  db.exec('VACUUM');
  expect(book.search(['b-side'], officePersonId).map(({ conversation }) => conversation.id)).toEqual(['b']);
  expect(book.search(['words'], officePersonId).map(({ conversation }) => conversation.id)).toEqual(['b', 'c']);
});
