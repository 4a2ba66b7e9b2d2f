import { useDeferredValue, useRef, useState, type ReactElement } from 'react';
import { Link } from 'wouter';
import type { ConversationSummary } from '../../../../contract/control-api.ts';
import { t } from '../../../../words/words.ts';
import { Icon } from '../../../ui/mark/Icon.tsx';
import { inDesktop } from '../../../ui/desktop/in-desktop.ts';
import { SearchField } from '../../../ui/field/SearchField.tsx';
import { useNow } from '../../../ui/use-now.ts';
import { useShortcut } from '../../../ui/keys/use-shortcut.ts';
import { SearchHits } from './SearchHits.tsx';
import { timeGroups } from './time-groups.ts';

interface Props {
  readonly conversations: readonly ConversationSummary[];
  readonly current: string | null;
  /** The PC that keeps them. */
  readonly keeper: string;
  /** What is said stays with the office's own machines. */
  readonly stays: boolean;
  /** Called when one is chosen: a sheet closes itself then. */
  readonly onChosen?: () => void;
}

/** All conversations by day, those with certain words, and the way to a new one. */
export function ConversationList({ conversations, current, keeper, stays, onChosen }: Props): ReactElement {
  const now = useNow(60_000);
  const [search, setSearch] = useState('');
  const words = useDeferredValue(search.trim());
  const field = useRef<HTMLInputElement>(null);
  useShortcut('search', () => field.current?.focus());
  const pinned = conversations.filter((one) => one.pinned);
  const groups = [
    ...(pinned.length > 0 ? [{ heading: t('Pinned'), items: pinned }] : []),
    ...timeGroups(
      conversations.filter((one) => !one.pinned),
      now,
    ),
  ];
  return (
    <>
      <Link href="/chat" className="btn new-chat" onClick={onChosen}>
        <Icon name="plus" />
        {t('New chat')}
        {inDesktop && <span className="kbd">{t('Ctrl N')}</span>}
      </Link>
      <SearchField
        ref={field}
        label={t('Search the chats')}
        placeholder={t('Search', { context: 'verb' })}
        maxLength={200}
        value={search}
        onChange={setSearch}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || search === '') return;
          event.preventDefault();
          setSearch('');
        }}
      />
      {words === '' ? (
        <nav aria-label={t('Conversations, by day')}>
          {groups.map(({ heading, items }) => (
            <section key={heading} aria-label={heading}>
              <h2>{heading}</h2>
              <ul>
                {items.map(({ id, title }) => (
                  <li key={id}>
                    <Link
                      href={`/chat/${id}`}
                      className="conv"
                      aria-current={id === current ? 'true' : undefined}
                      title={title}
                      onClick={onChosen}
                    >
                      <span dir="auto">{title || t('New chat')}</span>
                    </Link>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </nav>
      ) : (
        <SearchHits words={words} current={current} onChosen={onChosen} />
      )}
      <p className="small ink3 kept">
        {stays
          ? t('Conversations are kept on {{keeper}} and stay in this office.', { keeper })
          : t('Conversations are kept on {{keeper}}.', { keeper })}
      </p>
    </>
  );
}
