import { useEffect, useEffectEvent, type ReactElement } from 'react';
import { useLocation } from 'wouter';
import type { OfficeState } from '../../../contract/control-api.ts';
import { useOfficeCalls } from '../../data/office-calls.ts';
import { useCall } from '../../data/use-call.ts';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { FirstModelStep } from './FirstModelStep.tsx';
import { OtherPcsStep } from './OtherPcsStep.tsx';
import { stepOf, stepPath, type Step } from './steps.ts';
import { Steps } from './Steps.tsx';
import { ThisPcStep } from './ThisPcStep.tsx';

interface Props {
  readonly state: OfficeState;
  /** As the address names it. */
  readonly named: string | undefined;
}

/** A screen reader goes on at the top of each step. */
const focus = (page: HTMLElement | null): void => page?.focus();

/** Three steps from an empty office to the chat. Each can be left, and is taken up where it was left. */
export function FirstRun({ state, named }: Props): ReactElement {
  const [, go] = useLocation();
  const calls = useOfficeCalls();
  const keep = useCall();
  const { name, welcome } = state.office;
  const step = stepOf(named, welcome);

  // Seen once, the window does not begin with it again.
  const noteSeen = useEffectEvent(() => {
    if (welcome === 'new') keep.start((signal) => calls.change({ welcome: 'this-pc' }, signal));
  });
  useEffect(() => noteSeen(), []);

  /** To another step once the office has noted it. */
  const on = (next: Step, change: { readonly name?: string } = {}): void =>
    keep.start(async (signal) => {
      await calls.change({ ...change, welcome: next }, signal);
      go(stepPath(next));
    });
  const done = (): void =>
    keep.start(async (signal) => {
      await calls.change({ welcome: 'done' }, signal);
      go('/chat', { replace: true });
    });
  return (
    <main className="center first-run" id="main" tabIndex={-1} key={step} ref={focus}>
      <div className="fr">
        <Steps now={step} />
        {step === 'this-pc' && (
          <ThisPcStep
            state={state}
            busy={keep.running}
            onLater={() => go('/chat')}
            onNext={(typed) => on('other-pcs', typed === name ? {} : { name: typed })}
          />
        )}
        {step === 'other-pcs' && (
          <OtherPcsStep state={state} onBack={() => go(stepPath('this-pc'))} onNext={() => on('first-model')} />
        )}
        {step === 'first-model' && (
          <FirstModelStep state={state} onBack={() => go(stepPath('other-pcs'))} onDone={done} />
        )}
        <ProblemNote problem={keep.problem} />
      </div>
    </main>
  );
}
