import { useState, type ReactElement } from 'react';
import type { WhatIf, WhatIfStep } from '../../../contract/deployments.ts';
import type { Problem } from '../../../contract/errors.ts';
import { retell } from '../../../words/retell.ts';
import { msg, t } from '../../../words/words.ts';
import { Icon } from '../../ui/mark/Icon.tsx';
import { ProblemNote } from '../../ui/note/ProblemNote.tsx';
import { Segmented } from '../../ui/field/Segmented.tsx';
import { WaitingRing } from '../../ui/note/WaitingRing.tsx';
import { WholeNames } from '../../ui/text/WholeNames.tsx';
import { MiniMap } from './MiniMap.tsx';
import { stepLooks } from './plan-words.ts';

interface Props {
  readonly whatIf: WhatIf | null;
  readonly asking: boolean;
  readonly problem: Problem | null;
  /** What stands here while there is no change to look at. */
  readonly none: string;
}

const views = [
  { value: 'now', text: msg('Now') },
  { value: 'after', text: msg('After') },
] as const;

/** The plan before and after a change, and what the change does, before anything is done. */
export function WhatChanges({ whatIf, asking, problem, none }: Props): ReactElement {
  const [when, setWhen] = useState<'now' | 'after'>('after');
  // The processor is on no map.
  const map = whatIf && [...whatIf.now, ...whatIf.after].some(({ cards }) => cards.length > 0) ? whatIf : null;
  return (
    <section className="what-changes" aria-labelledby="what-changes" aria-busy={asking}>
      <div className="row what-head">
        <h3 id="what-changes">{t('What would change')}</h3>
        {asking && <WaitingRing />}
        <span className="grow" />
        {map && (
          <Segmented
            label={t('Show the map')}
            value={when}
            options={views.map(({ value, text }) => ({ value, text: t(text) }))}
            onChange={setWhen}
          />
        )}
      </div>
      <ProblemNote problem={problem} />
      {map && (
        <>
          <MiniMap whatIf={map} when={when} />
          <ul className="legend" aria-hidden="true">
            <li>
              <i className="sw dashed" />
              {when === 'now' ? t('would leave') : t('would be placed')}
            </li>
            <li>
              <i className="lim" />
              {t('limit')}
            </li>
            <li className="ink3 to-end">{t('Nothing is done yet')}</li>
          </ul>
        </>
      )}
      <div aria-live="polite" className="blk steps-blk" hidden={problem !== null}>
        {whatIf ? (
          <Steps steps={whatIf.steps} />
        ) : (
          <p className="small ink3">{asking ? t('The plan is made.') : none}</p>
        )}
      </div>
    </section>
  );
}

function Steps({ steps }: { readonly steps: readonly WhatIfStep[] }): ReactElement {
  if (steps.length === 0) return <p className="ink2">{t('Nothing would change: the office stays as it is.')}</p>;
  return (
    <ul className="plan-steps">
      {steps.map((step, index) => (
        // Steps have no identity beside their place and words.
        // eslint-disable-next-line react/no-array-index-key
        <li key={`${index} ${step.sentence}`}>
          <Icon name={stepLooks[step.kind].icon} className={stepLooks[step.kind].tone} />
          <Sentence step={step} />
        </li>
      ))}
    </ul>
  );
}

/** What a sentence begins with, when that is its machine or model, is what the step is about. */
function Sentence({ step }: { readonly step: WhatIfStep }): ReactElement {
  const sentence = retell(step.sentence);
  const subject = [step.machine, step.model].find((name) => name !== null && sentence.startsWith(name)) ?? '';
  return (
    <span>
      {subject && <span className="strong nowrap">{subject}</span>}
      <WholeNames text={sentence.slice(subject.length)} />
    </span>
  );
}
