import { useEffect, useRef, useState, type ReactElement } from 'react';
import { spokenSentences } from './spoken-sentences.ts';

interface Props {
  readonly text: string;
  readonly finished: boolean;
}

/** Tells a screen reader each sentence once, when it is whole. */
export function SpokenAnswer({ text, finished }: Props): ReactElement {
  const said = useRef(0);
  const [sentence, setSentence] = useState('');
  const whole = spokenSentences(text, finished);
  useEffect(() => {
    if (whole.length <= said.current) return;
    setSentence(whole.slice(said.current).trim());
    said.current = whole.length;
  }, [whole]);
  return (
    <div className="vh" aria-live="polite">
      {sentence}
    </div>
  );
}
