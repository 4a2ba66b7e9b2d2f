import { useEffect, useRef, useState, type ReactElement } from 'react';
import { languages } from '../../../words/languages.ts';
import { t } from '../../../words/words.ts';
import { chooseLanguage, storedLanguage, type LanguageChoice } from '../../data/language-choice.ts';
import { useCall } from '../../data/client/use-call.ts';
import { ProblemNote } from '../../ui/note/ProblemNote.tsx';
import { Select } from '../../ui/field/Select.tsx';

/** Another language draws the window anew: whoever chose it goes on where they were. */
let chosenHere = false;

/** The language of this window. */
export function LanguageRow(): ReactElement {
  const [choice, setChoice] = useState(storedLanguage);
  const place = useRef<HTMLDivElement>(null);
  const speak = useCall();
  useEffect(() => {
    if (chosenHere) place.current?.querySelector('button')?.focus();
    chosenHere = false;
  }, []);
  const options: { value: LanguageChoice; text: string }[] = [
    { value: 'system', text: t('As the system') },
    ...languages.map(({ tag, name }) => ({ value: tag, text: name })),
  ];
  const choose = (chosen: LanguageChoice): void => {
    chosenHere = true;
    setChoice(chosen);
    speak.start(() => chooseLanguage(chosen));
  };
  return (
    <>
      <div className="set">
        <span className="strong">{t('Language')}</span>
        <span className="d">{t('For this window. Programs and the command line speak English')}</span>
        <div className="c" ref={place}>
          <Select label={t('Language')} value={choice} options={options} onChange={choose} />
        </div>
      </div>
      <ProblemNote problem={speak.problem} />
    </>
  );
}
