import { useState, type ReactElement } from 'react';
import type { OfficeState } from '../../../contract/control-api.ts';
import { modelCode } from '../../../contract/model-code.ts';
import { toProblem } from '../../../contract/problem.ts';
import { retell } from '../../../words/retell.ts';
import { t } from '../../../words/words.ts';
import { useModelCalls } from '../../data/models/model-calls.ts';
import { useCall } from '../../data/client/use-call.ts';
import { useCatalogue } from '../../data/models/use-catalogue.ts';
import { formatBytes } from '../../ui/text/format.ts';
import { ModelMark } from '../../ui/mark/ModelMark.tsx';
import { Note } from '../../ui/note/Note.tsx';
import { ProblemNote } from '../../ui/note/ProblemNote.tsx';
import { useNow } from '../../ui/use-now.ts';
import { WaitingRing } from '../../ui/note/WaitingRing.tsx';
import { WholeNames } from '../../ui/text/WholeNames.tsx';
import { awaited } from './awaited.ts';
import { suggestModels, wishesFor, type Suggestion } from './suggest-models.ts';
import { downloadWords, fitsOn, officeWords } from './suggestion-words.ts';

interface Props {
  readonly state: OfficeState;
  readonly onBack: () => void;
  readonly onDone: () => void;
}

/** A model for the memory that is there, with its size and how long it takes. */
export function FirstModelStep({ state, onBack, onDone }: Props): ReactElement {
  const catalogue = useCatalogue(state);
  const now = useNow(5_000);
  const calls = useModelCalls();
  const send = useCall();
  const [chosen, setChosen] = useState<string | null>(null);
  const suggestions = suggestModels(catalogue.data ?? []);
  const best = suggestions.find(({ entry }) => entry.name === chosen) ?? suggestions[0];
  const waitsFor = best ? null : awaited(state, now, catalogue.isPlaceholderData || catalogue.isPending);
  const deploy = (suggestion: Suggestion): void =>
    send.start(async (signal) => {
      await calls.deploy(suggestion.entry.name, wishesFor(suggestion), signal);
      onDone();
    });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (best && !send.running) deploy(best);
      }}
    >
      <h1>{t('Your first model')}</h1>
      <p className="lead">
        {officeWords(state.machines)} {best && whyWords(best)}
      </p>
      {waitsFor !== null && !catalogue.error && (
        <p className="row small ink2 first-facts">
          <WaitingRing />
          {waitsFor}
        </p>
      )}
      {catalogue.error && !catalogue.data && <ProblemNote problem={toProblem(catalogue.error)} />}
      {catalogue.data && !best && waitsFor === null && (
        <div className="first-facts">
          <Note>
            {t(
              'No model of the catalogue fits on a card of this office now. Add a PC with a graphics card, or free memory on one; until then the demo model answers.',
            )}
          </Note>
        </div>
      )}
      {best && (
        <fieldset className="check first-facts first-models">
          <legend className="vh">{t('Models that fit')}</legend>
          {suggestions.map((one) => (
            <Choice key={one.entry.name} suggestion={one} isChosen={one === best} onChoose={setChosen} />
          ))}
        </fieldset>
      )}
      {best && (
        <p className="small ink2 first-note">
          {t(
            'Times at 50 Mbit/s. Downloaded once, then copied over the office network. Until it is here, a tiny demo model answers questions about AIvailable.',
          )}
        </p>
      )}
      <ProblemNote problem={send.problem} />
      <div className="row first-acts">
        <button type="button" className="btn quiet" onClick={onDone}>
          {t('Only the demo model')}
        </button>
        <span className="grow" />
        <button type="button" className="btn" onClick={onBack}>
          {t('Back')}
        </button>
        {best && (
          <button type="submit" className="btn primary" disabled={send.running}>
            {t('Download and start')}
          </button>
        )}
      </div>
    </form>
  );
}

const whyWords = ({ replicas }: Suggestion): string =>
  replicas > 1
    ? t('We suggest the best model that fits on two of them, so that one may be switched off.')
    : t('We suggest the best model that fits. It is gone while its PC is off, as it fits on one only.');

interface ChoiceProps {
  readonly suggestion: Suggestion;
  readonly isChosen: boolean;
  readonly onChoose: (name: string) => void;
}

const Choice = ({ suggestion, isChosen, onChoose }: ChoiceProps): ReactElement => {
  const { entry, sizeBytes } = suggestion;
  return (
    <label>
      <input type="radio" name="first-model" checked={isChosen} onChange={() => onChoose(entry.name)} />
      <ModelMark code={modelCode(entry.name, entry.parameters)} colour={null} />
      <span>
        <span className="strong">{entry.name}</span>
        <span className="small ink2">
          {retell(entry.goodFor).replace(/\.$/, '')}. <WholeNames text={fitsOn(suggestion)} />
        </span>
      </span>
      <span className="small ink2 num r">
        {formatBytes(sizeBytes)}
        <br />
        {downloadWords(sizeBytes)}
      </span>
    </label>
  );
};
