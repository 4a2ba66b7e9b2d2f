import type { ReactElement } from 'react';
import type { OfficeState } from '../../../../contract/control-api.ts';
import { t } from '../../../../words/words.ts';
import type { Adding } from '../add/adding.ts';
import { AskCard } from './AskCard.tsx';
import { CandidateCard } from './CandidateCard.tsx';
import { InstallCard } from './InstallCard.tsx';
import { MissingPc } from './MissingPc.tsx';
import { newcomers } from './newcomers.ts';

interface Props {
  readonly state: OfficeState;
  readonly onAdd: (adding: Adding) => void;
}

/** PCs that may come in: those that ask first, then those being installed, then those that were heard. */
export function ReadyToAdd({ state, onAdd }: Props): ReactElement {
  const { asks, candidates, installs } = newcomers(state);
  const some = asks.length + candidates.length + installs.length > 0;
  return (
    <>
      {some && (
        <section className="sec ready-to-add" aria-labelledby="ready-to-add">
          <header>
            <h2 id="ready-to-add">{t('Ready to add')}</h2>
            <span className="small ink3">{t('Heard in this network')}</span>
          </header>
          <ul className="adds">
            {asks.map((ask) => (
              <AskCard key={ask.id} ask={ask} onCompare={() => onAdd({ way: 'code', ask })} />
            ))}
            {installs.map((install) => (
              <InstallCard
                key={install.id}
                install={install}
                state={state}
                onDetails={() => onAdd({ way: 'install', installId: install.id })}
              />
            ))}
            {candidates.map((candidate) => (
              <CandidateCard
                key={candidate.id}
                candidate={candidate}
                onInstall={() => onAdd({ way: 'install', candidate })}
                onCommand={() => onAdd({ way: 'command' })}
              />
            ))}
          </ul>
        </section>
      )}
      <MissingPc state={state} nothing={!some} onCommand={() => onAdd({ way: 'command' })} />
    </>
  );
}
