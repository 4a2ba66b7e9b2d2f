import { useRef, useState, type ReactElement } from 'react';
import { useLocation } from 'wouter';
import type { AskRequest } from '../../../contract/chat.ts';
import type { Conversation, Message, OfficeState } from '../../../contract/control-api.ts';
import type { Instructions } from '../../../contract/presets.ts';
import { toProblem } from '../../../contract/problem.ts';
import { t } from '../../../words/words.ts';
import { useOffice } from '../../data/office/office-context.ts';
import { storedChoice } from '../../data/stored-choice.ts';
import { useAsk } from '../../data/chat/use-ask.ts';
import { useChangeConversation } from '../../data/chat/use-conversations.ts';
import { Icon } from '../../ui/mark/Icon.tsx';
import { ProblemRow } from '../../ui/note/ProblemRow.tsx';
import { useFileDrop } from '../../ui/desktop/use-file-drop.ts';
import { useShortcut } from '../../ui/keys/use-shortcut.ts';
import { chooseModel } from './choose-model.ts';
import { ComingModel } from './ComingModel.tsx';
import { Composer } from './composer/Composer.tsx';
import { useAttachments } from './files/use-attachments.ts';
import { MessageList } from './MessageList.tsx';
import { staysHere } from './stays-here.ts';
import { useAttempt } from './use-attempt.ts';
import { useBranch } from './use-branch.ts';
import { useStickToEnd } from './use-stick-to-end.ts';

interface Props {
  readonly state: OfficeState;
  /** null: a new chat, which is made with its first question. */
  readonly conversation: Conversation | null;
  /** A message that is looked for; null: the end. */
  readonly messageId: string | null;
}

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
  const { failed, attempt } = useAttempt();
  const scroller = useRef<HTMLDivElement>(null);
  const column = useRef<HTMLDivElement>(null);
  const { atEnd, jump } = useStickToEnd(scroller, column, messageId === null);

  const attachments = useAttachments();
  const { dropping, handlers } = useFileDrop(attachments.add);

  const { branch, lookAt } = useBranch(conversation, messageId);
  const running = branch.find(({ state: its }) => its === 'writing');
  const lastModel = branch.findLast(({ model }) => model !== null)?.model;
  const model = chooseModel(state.models, [picked, lastModel, storedChoice.read('chat.model')]);

  const pick = (name: string): void => {
    storedChoice.write('chat.model', name);
    setPicked(name);
  };
  const send = async (request: Omit<AskRequest, 'model'>, modelName = model?.name): Promise<boolean> => {
    if (!modelName) return false;
    const conversationId = conversation?.id ?? null;
    const question = { conversationId, instructions, request: { ...request, model: modelName } };
    const id = await attempt('send', () => ask.mutateAsync(question));
    if (id === null) return false;
    jump();
    if (!conversation) go(`/chat/${id}`);
    return true;
  };
  const askNew = async (content: string): Promise<boolean> => {
    const files = attachments.files.map(({ name, text }) => ({ name, text }));
    const sent = await send({ parentId: branch.at(-1)?.id ?? null, content, ...(files.length > 0 && { files }) });
    if (sent) attachments.clear();
    return sent;
  };
  /** False when it failed: the answer goes on. */
  const stop = async (): Promise<boolean> => {
    if (!running) return true;
    return (await attempt('stop', () => client.tell(`/answers/${running.id}/stop`, { method: 'POST' }))) !== null;
  };
  const retry = async (answer: Message, other: string | null): Promise<void> => {
    if (answer.state === 'writing' && !(await stop())) return;
    await send({ parentId: answer.parentId, content: null }, other ?? undefined);
  };
  useShortcut('stop', () => void stop());

  const instruct = (next: Instructions | null): void => {
    if (conversation) void attempt('instruct', () => change.mutateAsync({ id: conversation.id, instructions: next }));
    else setChosen(next);
  };

  return (
    <div className="talk" {...handlers}>
      {dropping && <p className="drop-here">{t('Drop files here to ask about them')}</p>}
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
              onLook={lookAt}
            />
          ) : (
            <NewChat stays={staysHere(state)} />
          )}
        </div>
      </div>
      {!atEnd && (
        <div className="jump">
          <button type="button" className="btn small" onClick={jump}>
            <Icon name="down" />
            {t('Jump to the end')}
          </button>
        </div>
      )}
      {failed && (
        <div className="refused col" role="alert">
          <ProblemRow word={t(failed.word)} tone="bad" problem={toProblem(failed.error)} />
        </div>
      )}
      <ComingModel state={state} />
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

const NewChat = ({ stays }: { readonly stays: boolean }): ReactElement => (
  <div className="hero">
    <h1>{t('What can we help with?')}</h1>
    <p className="ink2">
      {stays
        ? t('Answered by your office’s own machines. Nothing leaves the building.')
        : t('Answered by your office’s machines and its external servers.')}
    </p>
  </div>
);
