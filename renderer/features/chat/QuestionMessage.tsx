import { useState, type KeyboardEvent, type ReactElement, type ReactNode } from 'react';
import type { Message } from '../../../contract/control-api.ts';
import { t } from '../../../words/words.ts';
import { Icon } from '../../ui/mark/Icon.tsx';
import { aboutTokens } from './files/about-tokens.ts';
import { FileChips } from './files/FileChips.tsx';

interface Props {
  readonly message: Message;
  readonly versions: ReactNode;
  /** False while an answer is being written. */
  readonly editable: boolean;
  readonly editing: boolean;
  readonly onEditing: (on: boolean) => void;
  readonly onEdit: (content: string) => void;
}

/** What the user said, and the way to say it differently. */
export function QuestionMessage({ message, versions, editable, editing, onEditing, onEdit }: Props): ReactElement {
  const [draft, setDraft] = useState(message.content);
  if (!editing) {
    return (
      <div className="said">
        {message.files.length > 0 && (
          <FileChips
            files={message.files.map(({ name }, index) => ({ key: `${index} ${name}`, name }))}
            counts={message.files.map(({ text }) => ({ tokens: aboutTokens(text), exact: false }))}
          />
        )}
        <p className="me" dir="auto">
          {message.content}
        </p>
        <div className="said-acts">
          {versions}
          {editable && (
            <button
              type="button"
              className="btn quiet icon small"
              aria-label={t('Edit the question')}
              onClick={() => {
                setDraft(message.content);
                onEditing(true);
              }}
            >
              <Icon name="edit" />
            </button>
          )}
        </div>
      </div>
    );
  }
  const send = (): void => {
    if (draft.trim() === '') return;
    onEditing(false);
    onEdit(draft.trim());
  };
  const press = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      onEditing(false);
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      send();
    }
  };
  return (
    <form
      className="said editing"
      aria-label={t('Edit the question')}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <textarea
        dir="auto"
        className="in grows"
        aria-label={t('Question')}
        // The user just asked for this field.
        // eslint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={press}
      />
      <div className="row">
        <span className="small ink3 grow">{t('The earlier wording and its answer are kept.')}</span>
        <button type="button" className="btn small quiet" onClick={() => onEditing(false)}>
          {t('Cancel')}
        </button>
        <button type="submit" className="btn small primary">
          {t('Ask again')}
        </button>
      </div>
    </form>
  );
}
