import { useState, type ReactElement } from 'react';
import type { OfficeState } from '../../../contract/control-api.ts';
import type { CandidateView } from '../../../contract/control-machines.ts';
import { plural } from '../../ui/format.ts';
import { WaitingRing } from '../../ui/WaitingRing.tsx';
import { AddDialog } from '../machines/add/AddDialog.tsx';
import type { Adding } from '../machines/add/adding.ts';
import { SeveralDialog } from '../machines/add/SeveralDialog.tsx';
import { AskCard } from '../machines/AskCard.tsx';
import { InstallCard } from '../machines/InstallCard.tsx';
import { MissingPc } from '../machines/MissingPc.tsx';
import { candidateFacts } from '../machines/newcomer-words.ts';
import { newcomers } from '../machines/newcomers.ts';

interface Props {
  readonly state: OfficeState;
  readonly onBack: () => void;
  readonly onNext: () => void;
}

/** Which of the PCs that answered may help. Installations go on while one goes on. */
export function OtherPcsStep({ state, onBack, onNext }: Props): ReactElement {
  const { asks, candidates, installs } = newcomers(state);
  const [adding, setAdding] = useState<Adding | null>(null);
  const [several, setSeveral] = useState<readonly CandidateView[] | null>(null);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const chosen = candidates.filter(({ id, ssh }) => ssh && !left.has(id));
  const others = state.machines.filter(({ thisPc }) => !thisPc).length;
  const found = asks.length + candidates.length + installs.length;
  const toggle = (id: string): void =>
    setLeft((old) => new Set(old.has(id) ? [...old].filter((one) => one !== id) : [...old, id]));
  return (
    <>
      <h1>{headline(found, others)}</h1>
      <p className="lead">
        {found + others === 0
          ? 'They show here as soon as they are heard in the network. You can go on with this PC alone, and add them later.'
          : 'Choose which of them may help. A small program is put on each; their users notice nothing, and it makes room when they need the card.'}
      </p>
      {asks.length + installs.length > 0 && (
        <ul className="adds first-facts" aria-label="Coming in">
          {asks.map((ask) => (
            <AskCard key={ask.id} ask={ask} onCompare={() => setAdding({ way: 'code', askId: ask.id })} />
          ))}
          {installs.map((install) => (
            <InstallCard
              key={install.id}
              install={install}
              state={state}
              onDetails={() => setAdding({ way: 'install', installId: install.id })}
            />
          ))}
        </ul>
      )}
      {candidates.length > 0 && (
        <ul className="check first-facts first-pcs" aria-label="PCs that answered">
          {candidates.map((one) => (
            <Candidate
              key={one.id}
              candidate={one}
              isChosen={chosen.includes(one)}
              onToggle={() => toggle(one.id)}
              onCommand={() => setAdding({ way: 'command' })}
            />
          ))}
        </ul>
      )}
      <p className="row small ink2 first-note">
        <WaitingRing />
        Still listening.
      </p>
      <MissingPc state={state} nothing={found === 0} onCommand={() => setAdding({ way: 'command' })} />
      <div className="row first-acts">
        <button type="button" className="btn quiet" onClick={onNext}>
          {others > 0 || installs.length > 0 ? 'No more for now' : 'Only this PC for now'}
        </button>
        <span className="grow" />
        <button type="button" className="btn" onClick={onBack}>
          Back
        </button>
        {chosen.length > 0 ? (
          <button type="button" className="btn primary" onClick={() => setSeveral(chosen)}>
            Add {plural(chosen.length, 'PC')}…
          </button>
        ) : (
          <button type="button" className="btn primary" onClick={onNext}>
            Continue
          </button>
        )}
      </div>
      {adding && <AddDialog state={state} adding={adding} onClose={() => setAdding(null)} />}
      {several && <SeveralDialog candidates={several} onClose={() => setSeveral(null)} />}
    </>
  );
}

function headline(found: number, others: number): string {
  if (found > 0) return `${plural(found, 'other PC')} answered`;
  return others > 0
    ? `${plural(others, 'other PC')} ${others === 1 ? 'is' : 'are'} in the office`
    : 'No other PC has answered yet';
}

interface CandidateProps {
  readonly candidate: CandidateView;
  readonly isChosen: boolean;
  readonly onToggle: () => void;
  readonly onCommand: () => void;
}

function Candidate({ candidate, isChosen, onToggle, onCommand }: CandidateProps): ReactElement {
  const { name, ssh } = candidate;
  const words = (
    <span>
      <span className="strong">{name}</span>
      <span className="small ink2">
        {ssh ? candidateFacts(candidate).replace(/\.$/, '') : `${candidateFacts(candidate)} Does not take SSH`}
      </span>
    </span>
  );
  if (!ssh) {
    return (
      <li>
        <span />
        {words}
        <button type="button" className="btn small" aria-label={`Show command for ${name}`} onClick={onCommand}>
          Show command
        </button>
      </li>
    );
  }
  return (
    <li>
      <label>
        <input type="checkbox" checked={isChosen} onChange={onToggle} />
        {words}
      </label>
      <span className="small ink2">over SSH</span>
    </li>
  );
}
