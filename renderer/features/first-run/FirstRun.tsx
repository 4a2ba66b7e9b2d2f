import { useEffect, useEffectEvent, useRef, type ReactElement } from 'react';
import { useLocation } from 'wouter';
import type { OfficeState } from '../../../contract/control-api.ts';
import { useOfficeCalls } from '../../data/office/office-calls.ts';
import { useCall } from '../../data/client/use-call.ts';
import { ProblemNote } from '../../ui/note/ProblemNote.tsx';
import { FirstModelStep } from './FirstModelStep.tsx';
import { OtherPcsStep } from './OtherPcsStep.tsx';
import { stepOf, stepPath, type Step } from './steps.ts';
import { StepsHead } from './StepsHead.tsx';
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

  // Seen once, the window does not begin with it again. Nobody waits for that note, and if it fails it comes again.
  const noted = useRef<Promise<void>>(Promise.resolve());
  const noteSeen = useEffectEvent((signal: AbortSignal) => {
    if (welcome === 'new') noted.current = calls.change({ welcome: 'this-pc' }, signal).catch(() => undefined);
  });
  useEffect(() => {
    const left = new AbortController();
    noteSeen(left.signal);
    return () => left.abort();
  }, []);

  /** To another step once the office has noted it. */
  const on = (next: Step, change: { readonly name?: string } = {}): void =>
    keep.start(async (signal) => {
      // Or the note could come after this, and take it back.
      await noted.current;
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
        <StepsHead now={step} />
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
