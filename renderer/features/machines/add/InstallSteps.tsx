import type { ReactElement } from 'react';
import type { InstallStep } from '../../../../contract/control-machines.ts';
import { retell } from '../../../../words/retell.ts';
import { msg, t, type Message } from '../../../../words/words.ts';
import { Icon } from '../../../ui/mark/Icon.tsx';
import { Progress } from '../../../ui/note/Progress.tsx';
import { WaitingRing } from '../../../ui/note/WaitingRing.tsx';
import { stepNames } from '../newcomers/install-words.ts';

/** The steps of an installation, each with its state in shape and word. */
export const InstallSteps = ({ steps }: { readonly steps: readonly InstallStep[] }): ReactElement => (
  <ol className="install-steps">
    {steps.map((step) => (
      <li key={step.name} className={step.state}>
        <Mark state={step.state} />
        <div>
          <span className={step.state === 'waiting' ? 'ink3' : 'strong'}>{t(stepNames[step.name])}</span>
          <span className="vh">{`, ${t(spoken[step.state])}`}</span>
          {step.state === 'undone' && <span className="tag">{t('undone')}</span>}
          {step.detail && <span className="small ink2 step-detail">{retell(step.detail)}</span>}
          {step.progress !== null && step.state === 'running' && (
            <Progress label={t(stepNames[step.name])} value={step.progress} />
          )}
        </div>
        {step.progress !== null && step.state === 'running' && (
          <span className="small ink2 num">{Math.round(step.progress * 100)}%</span>
        )}
      </li>
    ))}
  </ol>
);

const spoken: Record<InstallStep['state'], Message> = {
  waiting: msg('not begun'),
  running: msg('running'),
  done: msg('done'),
  failed: msg('failed'),
  undone: msg('undone'),
};

function Mark({ state }: { readonly state: InstallStep['state'] }): ReactElement {
  switch (state) {
    case 'waiting':
      return <Icon name="state-joining" className="ink3" />;
    case 'running':
      return <WaitingRing />;
    case 'done':
      return <Icon name="check" className="ok" />;
    case 'failed':
      return <Icon name="state-lost" className="bad" />;
    case 'undone':
      return <Icon name="undo" className="ink2" />;
  }
}
