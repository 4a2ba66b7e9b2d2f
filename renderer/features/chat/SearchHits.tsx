import type { ReactElement } from 'react';
import { Link } from 'wouter';
import { toProblem } from '../../../contract/problem.ts';
import { useChatSearch } from '../../data/use-chat-search.ts';
import { plural } from '../../ui/format.ts';
import { Marked } from '../../ui/Marked.tsx';
import { Note } from '../../ui/Note.tsx';

interface Props {
  readonly words: string;
  readonly current: string | null;
  readonly onChosen?: (() => void) | undefined;
}

/** The conversations that have the words, each with the place where they stand. */
export function SearchHits({ words, current, onChosen }: Props): ReactElement {
  const { data: hits, error } = useChatSearch(words);
  if (error) return <Note kind="bad">{toProblem(error).message}</Note>;
  return (
    <nav aria-label="Chats that were found">
      <h2 aria-live="polite">
        {hits ? (hits.length === 0 ? 'No chat has these words' : plural(hits.length, 'chat')) : 'Looking'}
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
