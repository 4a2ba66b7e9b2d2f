import { Dialog } from '@base-ui/react/dialog';
import { useId, useState, useSyncExternalStore, type ReactElement } from 'react';
import type { OfficeState } from '../../../../contract/control-api.ts';
import { t } from '../../../../words/words.ts';
import { useOffice } from '../../../data/office/office-context.ts';
import { DialogFrame } from '../../../ui/dialog/DialogFrame.tsx';
import { Icon } from '../../../ui/mark/Icon.tsx';
import { inDesktop, pathOfFile } from '../../../ui/desktop/in-desktop.ts';
import { Note } from '../../../ui/note/Note.tsx';
import { WaitingRing } from '../../../ui/note/WaitingRing.tsx';
import { ImportOutcome } from './ImportOutcome.tsx';

interface Props {
  readonly state: OfficeState;
  /** What was dropped on the page and is being taken in; null: a file whose path this window may not know. */
  readonly paths: readonly (string | null)[];
  /** Stands in the field, and is taken in when a person says so: it may come from anywhere. */
  readonly suggested?: string;
  readonly onClose: () => void;
}

/** Takes in model files that lie on the coordinator's PC, and shows what became of them. Rendered while it is open. */
export function ImportDialog({ state, paths, suggested = '', onClose }: Props): ReactElement {
  const known = paths.filter((path) => path !== null);
  const [path, setPath] = useState(known.length === 1 ? (known[0] ?? '') : suggested);
  const [missing, setMissing] = useState(false);
  const { imports } = useOffice();
  const { running, outcome } = useSyncExternalStore(imports.watch, imports.view);
  const id = useId();
  const pc = state.office.machineName;
  const close = (): void => {
    imports.seen();
    onClose();
  };
  return (
    <DialogFrame className="dialog import-dialog" stays={running} onClose={close}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setMissing(path.trim() === '');
          if (path.trim() !== '' && !running) imports.begin([path.trim()]);
        }}
      >
        <header>
          <Dialog.Title>{t('Import a file')}</Dialog.Title>
        </header>
        <div className="in-b">
          {paths.length > known.length && (
            <Note>
              {t(
                'A browser does not tell where a dropped file lies, and model files are not sent through it. Type its path below, or drop it on the AIvailable window of {{pc}}.',
                { pc },
              )}
            </Note>
          )}
          <div className="field">
            <label htmlFor={id}>{t('Path on {{pc}}', { pc })}</label>
            <div className="row">
              <input
                id={id}
                className="in mono"
                aria-describedby={`${id}-hint`}
                aria-invalid={missing}
                placeholder={isWindows(state) ? 'C:\\models\\qwen2.5-7b-instruct-q4_k_m.gguf' : '/home/jana/models'}
                spellCheck={false}
                autoComplete="off"
                value={path}
                onChange={(event) => {
                  setPath(event.target.value);
                  setMissing(false);
                }}
              />
              {inDesktop && <ChooseFile onChosen={setPath} />}
            </div>
            <span className={`hint ${missing ? 'bad' : ''}`} id={`${id}-hint`}>
              {missing
                ? t('A .gguf file, or a folder with some in it.')
                : t('A .gguf file or a folder of them. They are copied into the office and stay where they are, too.')}
            </span>
          </div>
          <div aria-live="polite">
            {running && (
              <p className="row import-wait">
                <WaitingRing />
                {t('Taken in and checked. A large file takes minutes; it goes on when this is closed.')}
              </p>
            )}
            {outcome && <ImportOutcome outcome={outcome} />}
          </div>
        </div>
        <footer>
          <span className="grow" />
          <Dialog.Close className="btn">{outcome || running ? t('Close') : t('Cancel')}</Dialog.Close>
          <button type="submit" className="btn primary" disabled={running}>
            {t('Take in')}
          </button>
        </footer>
      </form>
    </DialogFrame>
  );
}

const isWindows = ({ machines }: OfficeState): boolean =>
  machines.find(({ thisPc }) => thisPc)?.hardware?.platform === 'win32';

/** The desktop's own window may ask for a file: it is told where it lies. */
const ChooseFile = ({ onChosen }: { readonly onChosen: (path: string) => void }): ReactElement => (
  <label className="btn file">
    <Icon name="clip" />
    {t('Choose…')}
    <input
      type="file"
      className="vh"
      accept=".gguf"
      onChange={(event) => {
        const [file] = event.target.files ?? [];
        const path = file ? pathOfFile(file) : null;
        if (path !== null) onChosen(path);
      }}
    />
  </label>
);
