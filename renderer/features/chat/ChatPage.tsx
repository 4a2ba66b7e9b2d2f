import type { ReactElement } from 'react';
import { Link } from 'wouter';
import type { OfficeState } from '../../../contract/control-api.ts';
import { toProblem } from '../../../contract/problem.ts';
import { t } from '../../../words/words.ts';
import { useConversation, useConversations } from '../../data/chat/use-conversations.ts';
import { Icon } from '../../ui/mark/Icon.tsx';
import { ProblemRow } from '../../ui/note/ProblemRow.tsx';
import { ConversationList } from './conversations/ConversationList.tsx';
import { ConversationMenu } from './conversations/ConversationMenu.tsx';
import { ConversationSheet } from './conversations/ConversationSheet.tsx';
import { staysHere } from './stays-here.ts';
import { Thread } from './Thread.tsx';

interface Props {
  readonly state: OfficeState;
  /** null: a new chat. */
  readonly conversationId: string | null;
  /** A message of it that is looked for; null: the end. */
  readonly messageId: string | null;
}

/** The conversations, and the one that is open. */
export function ChatPage({ state, conversationId, messageId }: Props): ReactElement {
  const list = useConversations().data ?? [];
  const { data: conversation, error } = useConversation(conversationId);
  const keeper = state.office.machineName;
  const title = conversation?.title || t('New chat');
  return (
    <main className="chat" id="main" tabIndex={-1}>
      <aside className="convs" aria-label={t('Conversations')}>
        <ConversationList conversations={list} current={conversationId} keeper={keeper} stays={staysHere(state)} />
      </aside>
      <section className="thread" aria-label={t('Conversation')}>
        <header className="ph">
          <ConversationSheet conversations={list} current={conversationId} keeper={keeper} stays={staysHere(state)} />
          <h1 className="strong grow trunc ph-title" dir="auto">
            {title}
          </h1>
          {conversation && <ConversationMenu conversation={conversation} />}
          <Link href="/chat" className="btn quiet icon" aria-label={t('New chat')}>
            <Icon name="edit" size={20} />
          </Link>
        </header>
        {conversation && (
          <header className="head dh">
            <h1 className="trunc" dir="auto">
              {title}
            </h1>
            <div className="end">
              <ConversationMenu conversation={conversation} />
            </div>
          </header>
        )}
        {error && !conversation ? (
          <NoConversation error={error} />
        ) : (
          (conversation || conversationId === null) && (
            <Thread
              key={`${conversationId ?? 'new'} ${messageId ?? ''}`}
              state={state}
              conversation={conversation ?? null}
              messageId={messageId}
            />
          )
        )}
      </section>
    </main>
  );
}

function NoConversation({ error }: { readonly error: unknown }): ReactElement {
  const problem = toProblem(error);
  const deleted = { ...problem, effect: t('It may have been deleted in another window.'), action: '' };
  return (
    <div className="msgs">
      <div className="col">
        <ProblemRow word={t('Not shown.')} tone="bad" problem={problem.code === 'not_found' ? deleted : problem}>
          <Link href="/chat" className="btn small">
            {t('New chat')}
          </Link>
        </ProblemRow>
      </div>
    </div>
  );
}
