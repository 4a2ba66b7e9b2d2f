import { useId, type ReactElement } from 'react';
import type { AttachTest } from '../../../../contract/attached.ts';
import { t } from '../../../../words/words.ts';
import { suggestedName, type AttachDraft } from './attach-draft.ts';

interface Props {
  readonly draft: AttachDraft;
  readonly found: AttachTest | null;
  readonly onChange: (draft: AttachDraft) => void;
}

/** Where a server is, what it wants to see, and how it is used. */
export function AttachFields({ draft, found, onChange }: Props): ReactElement {
  const id = useId();
  return (
    <div className="add-fields">
      <div className="field wide">
        <label htmlFor={`${id}url`}>{t('Address')}</label>
        <input
          id={`${id}url`}
          className="in mono"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={500}
          placeholder="http://192.168.10.50:8000/v1"
          aria-describedby={`${id}url-hint`}
          value={draft.url}
          onChange={(event) => onChange({ ...draft, url: event.target.value })}
        />
        <span className="hint" id={`${id}url-hint`}>
          {t('Ollama: port 11434. vLLM: 8000. llama-server: 8080. LM Studio: 1234.')}
        </span>
      </div>
      <div className="field wide">
        <label htmlFor={`${id}key`}>{t('Key')}</label>
        <input
          id={`${id}key`}
          className="in mono"
          type="password"
          autoComplete="off"
          maxLength={1000}
          placeholder={t('none', { context: 'key' })}
          aria-describedby={`${id}key-hint`}
          value={draft.key}
          onChange={(event) => onChange({ ...draft, key: event.target.value })}
        />
        <span className="hint" id={`${id}key-hint`}>
          {t('Only where the server wants one. It is shown to that server alone, and never here again.')}
        </span>
      </div>
      <div className="field">
        <label htmlFor={`${id}name`}>{t('Name here')}</label>
        <input
          id={`${id}name`}
          className="in"
          maxLength={60}
          placeholder={found ? suggestedName(found.url) : 'GPU-SERVER'}
          value={draft.name}
          onChange={(event) => onChange({ ...draft, name: event.target.value })}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}slots`}>{t('Answers at once')}</label>
        <input
          id={`${id}slots`}
          className="in num"
          inputMode="numeric"
          maxLength={3}
          value={draft.slots}
          onChange={(event) => onChange({ ...draft, slots: event.target.value })}
        />
      </div>
      <label className="row wide">
        <input
          type="checkbox"
          className="checkbox"
          checked={draft.prefer}
          onChange={(event) => onChange({ ...draft, prefer: event.target.checked })}
        />
        {t('Ask it before the office’s own machines')}
      </label>
    </div>
  );
}
