import { useEffect, useMemo, useRef, useState, type ReactElement, type RefObject } from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import type { Conversation, Message, OfficeState } from '../../../contract/control-api.ts';
import { AnswerMessage } from './answer/AnswerMessage.tsx';
import { versionsIn } from './message-versions.ts';
import { QuestionMessage } from './QuestionMessage.tsx';
import { VersionChooser } from './VersionChooser.tsx';

interface Props {
  readonly conversation: Conversation;
  /** What is shown, in reading order. */
  readonly branch: readonly Message[];
  readonly state: OfficeState;
  /** What scrolls around the list. */
  readonly scroller: RefObject<HTMLElement | null>;
  /** A message that is looked for: the list begins there. */
  readonly soughtId: string | null;
  /** The answer that is being written. */
  readonly running: Message | undefined;
  readonly onRetry: (answer: Message, otherModel: string | null) => void;
  readonly onEdit: (question: Message, content: string) => void;
  readonly onStop: () => void;
  /** Shows the branch below another version. */
  readonly onLook: (id: string) => void;
}

/** Over the first message, in pixels: the padding of what scrolls. */
const startMargin = 4;

/** Questions and answers of one branch. Only those near the window's part of it are in the page. */
export function MessageList(props: Props): ReactElement {
  const { conversation, branch, state, scroller, soughtId, running } = props;
  const [editing, setEditing] = useState<string | null>(null);
  const list = useRef<VirtualizerHandle>(null);
  const versionsOf = useMemo(() => versionsIn(conversation.messages), [conversation.messages]);
  const indexOf = (id: string | null | undefined): number => branch.findIndex((message) => message.id === id);
  // What is being written, and what somebody writes, is not forgotten when it is scrolled away.
  const kept = [running?.id, editing].map(indexOf).filter((index) => index >= 0);
  const sought = useRef(indexOf(soughtId));
  useEffect(() => {
    if (sought.current >= 0) list.current?.scrollToIndex(sought.current, { align: 'start' });
  }, []);
  return (
    <Virtualizer ref={list} data={branch} scrollRef={scroller} startMargin={startMargin} keepMounted={kept}>
      {(message, index) => {
        const versions = <VersionChooser versions={versionsOf(message)} current={message} onChoose={props.onLook} />;
        const place = `${index === 0 ? 'first' : ''} ${index === branch.length - 1 ? 'last' : ''}`;
        return (
          <div key={message.id} className={`turn ${place} ${message.id === soughtId ? 'sought' : ''}`}>
            {message.role === 'user' ? (
              <QuestionMessage
                message={message}
                versions={versions}
                editable={!running}
                editing={editing === message.id}
                onEditing={(on) => setEditing(on ? message.id : null)}
                onEdit={(content) => props.onEdit(message, content)}
              />
            ) : (
              <AnswerMessage
                message={message}
                conversationId={conversation.id}
                state={state}
                versions={versions}
                onRetry={(other) => props.onRetry(message, other)}
                onStop={props.onStop}
              />
            )}
          </div>
        );
      }}
    </Virtualizer>
  );
}
