import type { ReactElement } from 'react';
import type { InstallStep } from '../../../../contract/control-machines.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { Progress } from '../../../ui/Progress.tsx';
import { WaitingRing } from '../../../ui/WaitingRing.tsx';
import { stepNames } from '../install-words.ts';

/** The steps of an installation, each with its state in shape and word. */
export const InstallSteps = ({ steps }: { readonly steps: readonly InstallStep[] }): ReactElement => (
  <ol className="install-steps">
    {steps.map((step) => (
      <li key={step.name} className={step.state}>
        <Mark state={step.state} />
        <div>
          <span className={step.state === 'waiting' ? 'ink3' : 'strong'}>{stepNames[step.name]}</span>
          <span className="vh">{`, ${spoken[step.state]}`}</span>
          {step.state === 'undone' && <span className="tag">undone</span>}
          {step.detail && <span className="small ink2 step-detail">{step.detail}</span>}
          {step.progress !== null && step.state === 'running' && (
            <Progress label={stepNames[step.name]} value={step.progress} />
          )}
        </div>
        {step.progress !== null && step.state === 'running' && (
          <span className="small ink2 num">{Math.round(step.progress * 100)}%</span>
        )}
      </li>
    ))}
  </ol>
);

const spoken: Record<InstallStep['state'], string> = {
  waiting: 'not begun',
  running: 'running',
  done: 'done',
  failed: 'failed',
  undone: 'undone',
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
