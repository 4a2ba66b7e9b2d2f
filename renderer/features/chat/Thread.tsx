import { useMemo, useRef, useState, type ReactElement } from 'react';
import { useLocation } from 'wouter';
import { branchTo } from '../../../contract/conversation-branch.ts';
import type { AskRequest, Conversation, Message, OfficeState } from '../../../contract/control-api.ts';
import type { Instructions } from '../../../contract/presets.ts';
import { toProblem } from '../../../contract/problem.ts';
import { useOffice } from '../../data/office-context.ts';
import { storedChoice } from '../../data/stored-choice.ts';
import { useAsk } from '../../data/use-ask.ts';
import { useChangeConversation } from '../../data/use-conversations.ts';
import { Icon } from '../../ui/Icon.tsx';
import { ProblemRow } from '../../ui/ProblemRow.tsx';
import { useFileDrop } from '../../ui/use-file-drop.ts';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { chooseModel } from './choose-model.ts';
import { Composer } from './Composer.tsx';
import { useAttachments } from './files/use-attachments.ts';
import { newestLeaf } from './message-versions.ts';
import { MessageList } from './MessageList.tsx';
import { staysHere } from './stays-here.ts';
import { useStickToEnd } from './use-stick-to-end.ts';

interface Props {
  readonly state: OfficeState;
  /** null: a new chat, which is made with its first question. */
  readonly conversation: Conversation | null;
  /** A message that is looked for; null: the end. */
  readonly messageId: string | null;
}

const none: readonly Message[] = [];

/** One conversation with its composer. */
export function Thread({ state, conversation, messageId }: Props): ReactElement {
  const [, go] = useLocation();
  const { client } = useOffice();
  const ask = useAsk();
  const [picked, setPicked] = useState<string | null>(null);
  // Of a new chat, until it is made.
  const [chosen, setChosen] = useState<Instructions | null>(null);
  const instructions = conversation ? conversation.instructions : chosen;
  const change = useChangeConversation();
  const [stopError, setStopError] = useState<unknown>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const column = useRef<HTMLDivElement>(null);
  const { atEnd, jump } = useStickToEnd(scroller, column, messageId === null);

  const attachments = useAttachments();
  const { dropping, handlers } = useFileDrop(attachments.add);

  const messages = conversation?.messages ?? none;
  const headId = conversation?.headId ?? null;
  // An earlier version that the user looks at; it counts until the conversation gets a new head.
  const [look, setLook] = useState(() => messageId && { at: newestLeaf(messages, messageId), head: headId });
  const leaf = look && look.head === headId ? look.at : headId;
  const branch = useMemo(() => branchTo(messages, leaf), [messages, leaf]);
  const running = branch.find(({ state: its }) => its === 'writing');
  const lastModel = branch.findLast(({ model }) => model !== null)?.model;
  const model = chooseModel(state.models, [picked, lastModel, storedChoice.read('chat.model')]);

  const pick = (name: string): void => {
    storedChoice.write('chat.model', name);
    setPicked(name);
  };
  const send = async (request: Omit<AskRequest, 'model'>, modelName = model?.name): Promise<boolean> => {
    if (!modelName) return false;
    try {
      const id = await ask.mutateAsync({
        conversationId: conversation?.id ?? null,
        instructions,
        request: { ...request, model: modelName },
      });
      jump();
      if (!conversation) go(`/chat/${id}`);
      return true;
    } catch {
      // The mutation keeps the error, and it is shown over the composer.
      return false;
    }
  };
  const askNew = async (content: string): Promise<boolean> => {
    const files = attachments.files.map(({ name, text }) => ({ name, text }));
    const sent = await send({ parentId: branch.at(-1)?.id ?? null, content, ...(files.length > 0 && { files }) });
    if (sent) attachments.clear();
    return sent;
  };
  const stop = async (): Promise<void> => {
    if (!running) return;
    setStopError(null);
    await client.tell(`/answers/${running.id}/stop`, { method: 'POST' }).catch(setStopError);
  };
  const retry = async (answer: Message, other: string | null): Promise<void> => {
    if (answer.state === 'writing') await stop();
    await send({ parentId: answer.parentId, content: null }, other ?? undefined);
  };
  useShortcut('stop', () => void stop());

  const instruct = (next: Instructions | null): void => {
    if (conversation) change.mutate({ id: conversation.id, instructions: next });
    else setChosen(next);
  };

  const error = ask.error ?? stopError ?? change.error;
  return (
    <div className="talk" {...handlers}>
      {dropping && <p className="drop-here">Drop files here to ask about them</p>}
      <div className={`msgs ${conversation ? '' : 'msgs-new'}`} ref={scroller}>
        <div className="col" ref={column}>
          {conversation ? (
            <MessageList
              conversation={conversation}
              branch={branch}
              state={state}
              scroller={scroller}
              soughtId={messageId}
              running={running}
              onRetry={(answer, other) => void retry(answer, other)}
              onEdit={({ parentId, files }, content) =>
                void send({ parentId, content, ...(files.length > 0 && { files }) })
              }
              onStop={() => void stop()}
              onLook={(id) => setLook({ at: newestLeaf(messages, id), head: headId })}
            />
          ) : (
            <div className="hero">
              <h1>What can we help with?</h1>
              <p className="ink2">
                {staysHere(state)
                  ? 'Answered by your office’s own machines. Nothing leaves the building.'
                  : 'Answered by your office’s machines and its external servers.'}
              </p>
            </div>
          )}
        </div>
      </div>
      {!atEnd && (
        <div className="jump">
          <button type="button" className="btn small" onClick={jump}>
            <Icon name="down" />
            Jump to the end
          </button>
        </div>
      )}
      {error !== null && <RefusedQuestion error={error} />}
      <Composer
        state={state}
        model={model}
        draftKey={conversation?.id ?? 'new'}
        writing={running !== undefined}
        onSend={askNew}
        onStop={() => void stop()}
        onPick={pick}
        instructions={instructions}
        onInstruct={instruct}
        attachments={attachments}
      />
    </div>
  );
}

function RefusedQuestion({ error }: { readonly error: unknown }): ReactElement {
  const { message, effect, action } = toProblem(error);
  return (
    <div className="refused col" role="alert">
      <ProblemRow word="Not sent." tone="bad" reason={message} effect={effect} action={action} />
    </div>
  );
}
