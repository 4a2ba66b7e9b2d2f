import { Dialog } from '@base-ui/react/dialog';
import { useEffect, useEffectEvent, useId, useState, type ReactElement } from 'react';
import type { OfficeState } from '../../../../contract/control-api.ts';
import type { Imported } from '../../../../contract/library.ts';
import { t } from '../../../../words/words.ts';
import { useModelCalls } from '../../../data/models/model-calls.ts';
import { useCall } from '../../../data/client/use-call.ts';
import { DialogFrame } from '../../../ui/dialog/DialogFrame.tsx';
import { Icon } from '../../../ui/mark/Icon.tsx';
import { inDesktop, pathOfFile } from '../../../ui/desktop/in-desktop.ts';
import { Note } from '../../../ui/note/Note.tsx';
import { ProblemNote } from '../../../ui/note/ProblemNote.tsx';
import { WaitingRing } from '../../../ui/note/WaitingRing.tsx';
import { ImportOutcome } from './ImportOutcome.tsx';

interface Props {
  readonly state: OfficeState;
  /** What was dropped on the page; null: a file whose path this window may not know. */
  readonly paths: readonly (string | null)[];
  /** Stands in the field, and is taken in when a person says so: it may come from anywhere. */
  readonly suggested?: string;
  readonly onClose: () => void;
}

const none: Imported = { models: [], refused: [] };

/** Takes in model files that lie on the coordinator's PC. Rendered while it is open. */
export function ImportDialog({ state, paths, suggested = '', onClose }: Props): ReactElement {
  const known = paths.filter((path) => path !== null);
  const [path, setPath] = useState(known.length === 1 ? (known[0] ?? '') : suggested);
  const [missing, setMissing] = useState(false);
  const [outcome, setOutcome] = useState<Imported | null>(null);
  const calls = useModelCalls();
  const take = useCall();
  const id = useId();
  const pc = state.office.machineName;

  const takeIn = (wanted: readonly string[]): void =>
    take.start(async (signal) => {
      setOutcome(null);
      let all = none;
      for (const one of wanted) {
        // One after the other: they are copied to the same disk, and what was taken in is shown though the next one fails.
        // eslint-disable-next-line no-await-in-loop
        const { models, refused } = await calls.import(one, signal);
        all = { models: [...all.models, ...models], refused: [...all.refused, ...refused] };
        setOutcome(all);
      }
    });
  // Whoever dropped files has said already what is wanted.
  const begin = useEffectEvent(() => known.length > 0 && takeIn(known));
  useEffect(() => void begin(), []);

  return (
    <DialogFrame className="dialog import-dialog" stays={take.running} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setMissing(path.trim() === '');
          if (path.trim() !== '' && !take.running) takeIn([path.trim()]);
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
          <ProblemNote problem={take.problem} />
          <div aria-live="polite">
            {take.running && (
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
          <Dialog.Close className="btn">{outcome && !take.running ? t('Close') : t('Cancel')}</Dialog.Close>
          <button type="submit" className="btn primary" disabled={take.running}>
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
