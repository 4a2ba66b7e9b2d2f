import type { ReactElement } from 'react';
import type { Conversation, Message, OfficeState } from '../../../contract/control-api.ts';
import { AnswerMessage } from './AnswerMessage.tsx';
import { siblingsOf } from './message-versions.ts';
import { QuestionMessage } from './QuestionMessage.tsx';
import { VersionChooser } from './VersionChooser.tsx';

interface Props {
  readonly conversation: Conversation;
  /** What is shown, in reading order. */
  readonly branch: readonly Message[];
  readonly state: OfficeState;
  readonly running: boolean;
  readonly onRetry: (answer: Message, otherModel: string | null) => void;
  readonly onEdit: (question: Message, content: string) => void;
  readonly onStop: () => void;
  /** Shows the branch below another version. */
  readonly onLook: (id: string) => void;
}

/** Questions and answers of one branch. */
export const MessageList = (props: Props): ReactElement => (
  <>
    {props.branch.map((message) => {
      const versions = (
        <VersionChooser
          versions={siblingsOf(props.conversation.messages, message)}
          current={message}
          onChoose={props.onLook}
        />
      );
      return message.role === 'user' ? (
        <QuestionMessage
          key={message.id}
          message={message}
          versions={versions}
          editable={!props.running}
          onEdit={(content) => props.onEdit(message, content)}
        />
      ) : (
        <AnswerMessage
          key={message.id}
          message={message}
          conversationId={props.conversation.id}
          state={props.state}
          versions={versions}
          onRetry={(other) => props.onRetry(message, other)}
          onStop={props.onStop}
        />
      );
    })}
  </>
);
