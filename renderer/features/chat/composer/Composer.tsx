import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import type { ModelView, OfficeState } from '../../../../contract/control-api.ts';
import type { Instructions } from '../../../../contract/presets.ts';
import { t } from '../../../../words/words.ts';
import { storedChoice } from '../../../data/stored-choice.ts';
import { formatCount } from '../../../ui/text/format.ts';
import { Icon } from '../../../ui/mark/Icon.tsx';
import { chatModels } from '../chat-models.ts';
import { aboutTokens } from '../files/about-tokens.ts';
import { AttachButton } from '../files/AttachButton.tsx';
import { FilesOfQuestion } from '../files/FilesOfQuestion.tsx';
import { tooLong } from '../files/too-long.ts';
import { tooMuch } from '../files/too-much.ts';
import type { useAttachments } from '../files/use-attachments.ts';
import { useTokenCounts } from '../files/use-token-counts.ts';
import { staysHere } from '../stays-here.ts';
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
  readonly attachments: ReturnType<typeof useAttachments>;
}

/** Where one writes: Enter sends, Shift+Enter makes a new line, and the draft outlives a reload. */
export function Composer(props: Props): ReactElement {
  const { state, model, draftKey, writing, onSend, onStop, onPick, instructions, onInstruct, attachments } = props;
  const counts = useTokenCounts(attachments.files, model);
  const stored = `draft.${draftKey}`;
  const [text, setText] = useState(() => storedChoice.read(stored) ?? '');
  const [sending, setSending] = useState(false);
  const whyId = useId();
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
  const much = tooMuch(attachments.files);
  const over = model && attachments.files.length > 0 && !much ? tooLong(needs, model, chatModels(state.models)) : null;
  const whole = !much && !over && attachments.reading === 0;
  const ready = text.trim() !== '' && model !== undefined && !writing && !sending && whole;
  const send = async (): Promise<void> => {
    if (text.trim() === '') field.current?.focus();
    if (!ready) return;
    setSending(true);
    if (await onSend(text.trim())) {
      // Who types on meanwhile keeps it.
      const now = field.current?.value ?? storedChoice.read(stored) ?? '';
      write(now.startsWith(text) ? now.slice(text.length).trimStart() : now);
    }
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
      aria-label={t('Message')}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <div className="box">
        <FilesOfQuestion
          attachments={attachments}
          counts={counts}
          much={much}
          over={over}
          onPick={onPick}
          whyId={whyId}
        />
        <label className="vh" htmlFor="message">
          {t('Message')}
        </label>
        <textarea
          dir="auto"
          id="message"
          ref={field}
          className="grows"
          rows={1}
          placeholder={staysHere(state) ? t('Ask anything. It stays in this office.') : t('Ask anything.')}
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
            <span className="small ink2 no-model">{t('No model is here yet. The Models page says what to do.')}</span>
          )}
          <span className="grow" />
          {model && attachments.files.length > 0 && (
            <span className="small ink3 num nowrap hide-p beside-pick">
              {needsInWords(
                needs.reduce((sum, { tokens }) => sum + tokens, 0),
                model.contextLength,
              )}
            </span>
          )}
          <AttachButton onFiles={attachments.add} />
          <InstructionsMenu instructions={instructions} onInstruct={onInstruct} />
          {writing ? (
            <button type="button" className="btn icon" aria-label={t('Stop, Escape')} onClick={onStop}>
              <Icon name="stop" />
            </button>
          ) : (
            <button
              type="submit"
              className="btn primary icon"
              aria-label={t('Send, Enter')}
              aria-disabled={!whole}
              aria-describedby={whole ? undefined : whyId}
            >
              <Icon name="send" />
            </button>
          )}
        </div>
      </div>
    </form>
  );
}

/** @param most 0: the model does not say what it holds */
const needsInWords = (tokens: number, most: number): string =>
  most > 0
    ? t('about {{tokens}} of {{most}} tokens', { tokens: formatCount(tokens), most: formatCount(most) })
    : t('about {{count, number}} tokens', { count: tokens });
