import { useRef, type ReactElement } from 'react';
import { t } from '../../../../words/words.ts';
import { Icon } from '../../../ui/mark/Icon.tsx';

/** What a chooser offers first; others can be dropped, and are tried as text. */
const kinds =
  '.txt,.md,.csv,.tsv,.json,.xml,.yaml,.yml,.html,.log,.sql,.py,.js,.ts,.sh,.ps1,.ini,.pdf,text/*,application/pdf';

/** Opens the system's chooser for files. */
export function AttachButton({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        className="btn quiet icon"
        aria-label={t('Attach a file')}
        onClick={() => input.current?.click()}
      >
        <Icon name="clip" />
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={kinds}
        aria-label={t('Files to attach')}
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])]);
          // The same file may be chosen again.
          target.value = '';
        }}
      />
    </>
  );
}
