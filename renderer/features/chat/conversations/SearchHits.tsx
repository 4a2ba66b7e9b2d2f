import type { ReactElement } from 'react';
import { Link } from 'wouter';
import { toProblem } from '../../../../contract/problem.ts';
import { retell } from '../../../../words/retell.ts';
import { t } from '../../../../words/words.ts';
import { useChatSearch } from '../../../data/chat/use-chat-search.ts';
import { Marked } from '../../../ui/text/Marked.tsx';
import { Note } from '../../../ui/note/Note.tsx';

interface Props {
  readonly words: string;
  readonly current: string | null;
  readonly onChosen?: (() => void) | undefined;
}

/** The conversations that have the words, each with the place where they stand. */
export function SearchHits({ words, current, onChosen }: Props): ReactElement {
  const { data: hits, error } = useChatSearch(words);
  if (error) return <Note kind="bad">{retell(toProblem(error).message)}</Note>;
  return (
    <nav aria-label={t('Chats that were found')}>
      <h2 aria-live="polite">
        {hits
          ? hits.length === 0
            ? t('No chat has these words')
            : t('{{count, number}} chats', { count: hits.length })
          : t('Looking')}
      </h2>
      <ul>
        {hits?.map(({ conversationId, messageId, title, excerpt }) => (
          <li key={conversationId}>
            <Link
              href={messageId ? `/chat/${conversationId}/${messageId}` : `/chat/${conversationId}`}
              className="conv hit"
              aria-current={conversationId === current ? 'true' : undefined}
              onClick={onChosen}
            >
              <span dir="auto">
                <Marked text={title} />
              </span>
              {excerpt && (
                <span className="hit-text" dir="auto">
                  <Marked text={excerpt} />
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
