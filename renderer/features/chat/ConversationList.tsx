import type { ReactElement } from 'react';
import { Link } from 'wouter';
import type { ConversationSummary } from '../../../contract/control-api.ts';
import { Icon } from '../../ui/Icon.tsx';
import { useNow } from '../../ui/use-now.ts';
import { timeGroups } from './time-groups.ts';
import { inDesktop } from '../../ui/in-desktop.ts';

interface Props {
  readonly conversations: readonly ConversationSummary[];
  readonly current: string | null;
  /** The PC that keeps them. */
  readonly keeper: string;
  /** Called when one is chosen: a sheet closes itself then. */
  readonly onChosen?: () => void;
}

/** All conversations by day, and the way to a new one. */
export function ConversationList({ conversations, current, keeper, onChosen }: Props): ReactElement {
  const now = useNow(60_000);
  const groups = timeGroups(conversations, now);
  return (
    <>
      <Link href="/chat" className="btn new-chat" onClick={onChosen}>
        <Icon name="plus" />
        New chat
        {inDesktop && <span className="kbd">Ctrl N</span>}
      </Link>
      <nav aria-label="Conversations, by day">
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
                    <span dir="auto">{title || 'New chat'}</span>
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </nav>
      <p className="small ink3 kept">Conversations are kept on {keeper} and stay in this office.</p>
    </>
  );
}
