import { useEffect, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import type { ModelView, OfficeState } from '../../../contract/control-api.ts';
import type { Instructions } from '../../../contract/presets.ts';
import { storedChoice } from '../../data/stored-choice.ts';
import { Icon } from '../../ui/Icon.tsx';
import { formatCount } from '../../ui/format.ts';
import { chatModels } from './chat-models.ts';
import { aboutTokens } from './files/about-tokens.ts';
import { AttachButton } from './files/AttachButton.tsx';
import { FilesOfQuestion } from './files/FilesOfQuestion.tsx';
import { tooLong } from './files/too-long.ts';
import type { useAttachments } from './files/use-attachments.ts';
import { useTokenCounts } from './files/use-token-counts.ts';
import { InstructionsMenu } from './InstructionsMenu.tsx';
import { ModelPicker } from './ModelPicker.tsx';
import { staysHere } from './stays-here.ts';

interface Props {
  readonly state: OfficeState;
  readonly model: ModelView | undefined;
  /** Names the draft that is kept: a conversation's id, or "new". */
  readonly draftKey: string;
  /** An answer is being written: the button stops it. */
  readonly writing: boolean;
  /** Resolves to false when it was refused: the words stay. */
  readonly onSend: (text: string) => Promise<boolean>;
  readonly onStop: () => void;
  readonly onPick: (model: string) => void;
  readonly instructions: Instructions | null;
  readonly onInstruct: (instructions: Instructions | null) => void;
  readonly attachments: ReturnType<typeof useAttachments>;
}

/** Where one writes: Enter sends, Shift+Enter makes a new line, and the draft outlives a reload. */
export function Composer(props: Props): ReactElement {
  const { state, model, draftKey, writing, onSend, onStop, onPick, instructions, onInstruct, attachments } = props;
  const counts = useTokenCounts(attachments.files, model);
  const stored = `draft.${draftKey}`;
  const [text, setText] = useState(() => storedChoice.read(stored) ?? '');
  const [sending, setSending] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);

  useEffect(() => {
    // A phone would answer with its keyboard over half of the page.
    if (matchMedia('(min-width: 641px)').matches) field.current?.focus();
  }, []);

  const write = (next: string): void => {
    setText(next);
    storedChoice.write(stored, next);
  };
  const words = `${instructions?.text ?? ''} ${text}`;
  const needs = [...counts, { tokens: aboutTokens(words), exact: false }];
  const over = model && attachments.files.length > 0 ? tooLong(needs, model, chatModels(state.models)) : null;
  const whole = !over && attachments.reading === 0;
  const ready = text.trim() !== '' && model !== undefined && !writing && !sending && whole;
  const send = async (): Promise<void> => {
    if (text.trim() === '') field.current?.focus();
    if (!ready) return;
    setSending(true);
    if (await onSend(text.trim())) write('');
    setSending(false);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void send();
  };
  return (
    <form
      className="composer"
      aria-label="Message"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <div className="box">
        <FilesOfQuestion attachments={attachments} counts={counts} over={over} onPick={onPick} />
        <label className="vh" htmlFor="message">
          Message
        </label>
        <textarea
          dir="auto"
          id="message"
          ref={field}
          className="grows"
          rows={1}
          placeholder={staysHere(state) ? 'Ask anything. It stays in this office.' : 'Ask anything.'}
          value={text}
          onChange={(event) => write(event.target.value)}
          onKeyDown={press}
          onPaste={(event) => {
            const { files } = event.clipboardData;
            if (files.length === 0) return;
            event.preventDefault();
            attachments.add([...files]);
          }}
        />
        <div className="tools">
          {model ? (
            <ModelPicker state={state} model={model} onPick={onPick} />
          ) : (
            <span className="small ink2 no-model">No model is here yet. The Models page says what to do.</span>
          )}
          <span className="grow" />
          {model && attachments.files.length > 0 && (
            <span className="small ink3 num nowrap hide-p">
              about {formatCount(needs.reduce((sum, { tokens }) => sum + tokens, 0))}
              {model.contextLength > 0 && ` of ${formatCount(model.contextLength)}`} tokens
            </span>
          )}
          <AttachButton onFiles={attachments.add} />
          <InstructionsMenu instructions={instructions} onInstruct={onInstruct} />
          {writing ? (
            <button type="button" className="btn icon" aria-label="Stop, Escape" onClick={onStop}>
              <Icon name="stop" />
            </button>
          ) : (
            <button type="submit" className="btn primary icon" aria-label="Send, Enter">
              <Icon name="send" />
            </button>
          )}
        </div>
      </div>
    </form>
  );
}
