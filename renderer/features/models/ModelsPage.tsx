import type { ReactElement } from 'react';
import { bytesInWords } from '../../../contract/bytes-in-words.ts';
import { commandLine } from '../../../contract/command-line.ts';
import type { ModelView, OfficeState } from '../../../contract/control-api.ts';
import { CodeFrame } from '../../ui/CodeFrame.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { formatCount, formatRate } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { ModelMark } from '../../ui/ModelMark.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { ProblemRow } from '../../ui/ProblemRow.tsx';

/** The office's models: where each is ready, or why not. */
export function ModelsPage({ state }: { readonly state: OfficeState }): ReactElement {
  const placed = state.models.filter(({ state: its }) => its === 'ready' || its === 'loading');
  const others = state.models.filter((model) => !placed.includes(model));
  const importCommand = commandLine('model import FILE.gguf', state.office.dataDir);
  return (
    <PageFrame title="Models">
      {state.models.length === 0 ? (
        <EmptyState title="No model is here yet">
          The demo model is taken in when the office starts. A model file of your own (GGUF) is taken in on the
          coordinator’s PC, with the aivailable command.
        </EmptyState>
      ) : (
        <div className="body">
          {placed.length > 0 && (
            <section aria-labelledby="in-use">
              <h2 id="in-use" className="vh">
                In use
              </h2>
              <ul className="rows">
                {placed.map((model) => (
                  <ModelRow key={model.name} model={model} state={state} />
                ))}
              </ul>
            </section>
          )}
          {others.length > 0 && (
            <section className="sec" aria-labelledby="not-placed">
              <header>
                <h2 id="not-placed">Not placed</h2>
              </header>
              <ul className="rows">
                {others.map((model) => (
                  <ModelRow key={model.name} model={model} state={state} />
                ))}
              </ul>
            </section>
          )}
          <section className="sec" aria-labelledby="own">
            <header>
              <h2 id="own">A model of your own</h2>
              <span className="small ink3">
                Taken in on {state.office.machineName}, and placed where it fits entirely in video memory
              </span>
            </header>
            <CodeFrame title="Terminal" code={importCommand} what="the command that takes in a model">
              <code>{importCommand}</code>
            </CodeFrame>
          </section>
        </div>
      )}
    </PageFrame>
  );
}

function ModelRow({ model, state }: { readonly model: ModelView; readonly state: OfficeState }): ReactElement {
  const rate = state.machines
    .flatMap(({ replicas }) => replicas)
    .filter((replica) => replica.model === model.name)
    .reduce((sum, { tokensPerSecond }) => sum + tokensPerSecond, 0);
  return (
    <li className="dep">
      <ModelMark code={model.code} colour={model.colour} />
      <div>
        <h3>{model.name}</h3>
        <p className="small ink2">
          {model.variant}, {bytesInWords(model.sizeBytes)}, {formatCount(model.contextLength)} tokens
          {model.demo && ', the demo model'}
        </p>
      </div>
      <div>
        <Whereabouts model={model} />
      </div>
      <span className={`num nowrap ${rate > 0 ? '' : 'ink3'}`}>
        {rate > 0 ? `${formatRate(rate)} tokens/s` : model.state === 'ready' ? 'idle' : ''}
      </span>
    </li>
  );
}

function Whereabouts({ model }: { readonly model: ModelView }): ReactElement {
  if (model.state === 'ready') {
    return (
      <p className="row">
        <Icon name="state-ready" className="ok" />
        <span>
          Ready on <span className="strong">{model.readyOn.join(', ')}</span>
        </span>
      </p>
    );
  }
  if (model.state === 'loading' || !model.problem) {
    return (
      <p className="row">
        <Icon name="clock" className="ink2" />
        Loading. Questions wait until it is ready.
      </p>
    );
  }
  return (
    <ProblemRow
      word="Not placed."
      tone="warn"
      reason={model.problem.reason}
      effect={model.problem.effect}
      action={model.problem.action}
    />
  );
}
