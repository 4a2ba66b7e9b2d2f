import { useState, type ReactElement } from 'react';
import type { OfficeState } from '../../../contract/control-api.ts';
import type { CandidateView } from '../../../contract/control-machines.ts';
import { t } from '../../../words/words.ts';
import { WaitingRing } from '../../ui/note/WaitingRing.tsx';
import { AddDialog } from '../machines/add/AddDialog.tsx';
import type { Adding } from '../machines/add/adding.ts';
import { SeveralDialog } from '../machines/add/SeveralDialog.tsx';
import { AskCard } from '../machines/newcomers/AskCard.tsx';
import { InstallCard } from '../machines/newcomers/InstallCard.tsx';
import { MissingPc } from '../machines/newcomers/MissingPc.tsx';
import { newcomers } from '../machines/newcomers/newcomers.ts';
import { CandidateLine } from './CandidateLine.tsx';

interface Props {
  readonly state: OfficeState;
  readonly onBack: () => void;
  readonly onNext: () => void;
}

/** Which of the PCs that answered may help. Installations go on while one goes on. */
export function OtherPcsStep({ state, onBack, onNext }: Props): ReactElement {
  const { asks, candidates } = newcomers(state);
  // Those that are machines by now, too: here one sees what became of them.
  const installs = state.installs.toSorted((a, b) => a.startedAt - b.startedAt);
  const [adding, setAdding] = useState<Adding | null>(null);
  const [several, setSeveral] = useState<readonly CandidateView[] | null>(null);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const chosen = candidates.filter(({ id, ssh }) => ssh && !left.has(id));
  const others = state.machines.filter(({ thisPc }) => !thisPc).length;
  const found = asks.length + candidates.length + installs.length;
  // Those that are installed are in the office by now.
  const open = found - installs.filter(({ state: its }) => its === 'done').length;
  const toggle = (id: string): void =>
    setLeft((old) => new Set(old.has(id) ? [...old].filter((one) => one !== id) : [...old, id]));
  return (
    <>
      <h1>{headline(open, others)}</h1>
      <p className="lead">{leadWords(open + others, asks.length + candidates.length)}</p>
      {asks.length + installs.length > 0 && (
        <ul className="adds first-facts" aria-label={t('Coming in')}>
          {asks.map((ask) => (
            <AskCard key={ask.id} ask={ask} onCompare={() => setAdding({ way: 'code', ask })} />
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
        <ul className="check first-facts first-pcs" aria-label={t('PCs that answered')}>
          {candidates.map((one) => (
            <CandidateLine
              key={one.id}
              candidate={one}
              isChosen={chosen.includes(one)}
              onToggle={() => toggle(one.id)}
              onCommand={() => setAdding({ way: 'command' })}
            />
          ))}
        </ul>
      )}
      <MissingPc
        state={state}
        nothing={found === 0}
        onCommand={() => setAdding({ way: 'command' })}
        before={
          <>
            <WaitingRing />
            {t('Still listening.')}
          </>
        }
      />
      <div className="row first-acts">
        {chosen.length > 0 && (
          <button type="button" className="btn quiet" onClick={onNext}>
            {others > 0 || installs.length > 0 ? t('No more for now') : t('Only this PC for now')}
          </button>
        )}
        <span className="grow" />
        <button type="button" className="btn" onClick={onBack}>
          {t('Back')}
        </button>
        {chosen.length > 0 ? (
          <button type="button" className="btn primary" onClick={() => setSeveral(chosen)}>
            {t('Add {{count, number}} PCs…', { count: chosen.length })}
          </button>
        ) : (
          <button type="button" className="btn primary" onClick={onNext}>
            {t('Continue')}
          </button>
        )}
      </div>
      {adding && <AddDialog state={state} adding={adding} onClose={() => setAdding(null)} />}
      {several && <SeveralDialog candidates={several} onClose={() => setSeveral(null)} />}
    </>
  );
}

/** @param choices those that somebody may still let in */
function leadWords(heard: number, choices: number): string {
  if (heard === 0) {
    return t(
      'They show here as soon as they are heard in the network. You can go on with this PC alone, and add them later.',
    );
  }
  return choices > 0
    ? t(
        'Choose which of them may help. A small program is put on each; their users notice nothing, and it makes room when they need the card.',
      )
    : t(
        'Their users notice nothing, and room is made when they need the card. More can be added at any time, under Machines.',
      );
}

function headline(open: number, others: number): string {
  if (open > 0) return t('{{count, number}} other PCs answered', { count: open });
  return others > 0
    ? t('{{count, number}} other PCs are in the office', { count: others })
    : t('No other PC has answered yet');
}
