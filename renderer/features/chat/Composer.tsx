import { useEffect, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import type { ModelView, OfficeState } from '../../../contract/control-api.ts';
import type { Instructions } from '../../../contract/presets.ts';
import { storedChoice } from '../../data/stored-choice.ts';
import { Icon } from '../../ui/Icon.tsx';
import { InstructionsMenu } from './InstructionsMenu.tsx';
import { ModelPicker } from './ModelPicker.tsx';

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
}

/** Where one writes: Enter sends, Shift+Enter makes a new line, and the draft outlives a reload. */
export function Composer(props: Props): ReactElement {
  const { state, model, draftKey, writing, onSend, onStop, onPick, instructions, onInstruct } = props;
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
  const ready = text.trim() !== '' && model !== undefined && !writing && !sending;
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
        <label className="vh" htmlFor="message">
          Message
        </label>
        <textarea
          dir="auto"
          id="message"
          ref={field}
          className="grows"
          rows={1}
          placeholder="Ask anything. It stays in this office."
          value={text}
          onChange={(event) => write(event.target.value)}
          onKeyDown={press}
        />
        <div className="tools">
          {model ? (
            <ModelPicker state={state} model={model} onPick={onPick} />
          ) : (
            <span className="small ink2 no-model">No model is here yet. The Models page says what to do.</span>
          )}
          <span className="grow" />
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
