import type { ReactElement } from 'react';
import type { CourtesyChange } from '../../../contract/courtesy.ts';
import { useOfficeCalls } from '../../data/office/office-calls.ts';
import { useCall } from '../../data/client/use-call.ts';
import { ProblemNote } from '../../ui/note/ProblemNote.tsx';
import { Switch } from '../../ui/field/Switch.tsx';

interface Props {
  readonly title: string;
  /** What it means as it stands now. */
  readonly says: string;
  readonly on: boolean;
  readonly change: (on: boolean) => CourtesyChange;
}

/** One thing that the office does for the people at its PCs, or not. */
export function CourtesySwitch({ title, says, on, change }: Props): ReactElement {
  const calls = useOfficeCalls();
  const save = useCall();
  return (
    <div className="set">
      <span className="strong" aria-hidden>
        {title}
      </span>
      <span className="d" aria-live="polite">
        {says}
      </span>
      <div className="c">
        <Switch
          text={title}
          textHidden
          on={on}
          onChange={(next) => !save.running && save.start((signal) => calls.changeCourtesy(change(next), signal))}
        />
      </div>
      <ProblemNote problem={save.problem} />
    </div>
  );
}
