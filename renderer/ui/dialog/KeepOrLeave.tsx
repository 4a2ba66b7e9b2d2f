import type { ReactElement } from 'react';

interface Props {
  /** On the button that keeps what was changed. */
  readonly keep: string;
  /** On the button that takes it back. */
  readonly leave: string;
  readonly busy: boolean;
  readonly onKeep: () => void;
  readonly onLeave: () => void;
}

/** Under a setting that was changed and is not kept yet. */
export const KeepOrLeave = ({ keep, leave, busy, onKeep, onLeave }: Props): ReactElement => (
  <div className="row">
    <button type="button" className="btn small" disabled={busy} onClick={onKeep}>
      {keep}
    </button>
    <button type="button" className="btn small quiet" onClick={onLeave}>
      {leave}
    </button>
  </div>
);
