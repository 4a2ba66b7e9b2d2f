import type { ReactElement } from 'react';
import { Link } from 'wouter';
import type { ModelView, OfficeState } from '../../../contract/control-api.ts';
import type { CatalogueModel } from '../../../contract/library.ts';
import { t } from '../../../words/words.ts';
import { withExternal } from '../../data/machines/with-external.ts';
import type { Doing } from './doing.ts';
import { ExternalRow } from './ExternalRow.tsx';
import { ModelRow } from './ModelRow.tsx';
import { modelsInUse } from './models-in-use.ts';
import { NotPlacedRow } from './NotPlacedRow.tsx';
import { OffRow } from './OffRow.tsx';
import { OnTheWay } from './OnTheWay.tsx';

interface Props {
  readonly state: OfficeState;
  readonly catalogue: readonly CatalogueModel[];
  readonly onDo: (doing: Doing) => void;
}

/** The models of the office: what runs and where, what does not and why, what is off, and what is on its way. */
export function InUseTab({ state, catalogue, onDo }: Props): ReactElement {
  const placed = modelsInUse(state.models);
  const refused = state.models.filter(({ state: its }) => its === 'refused');
  const outside = withExternal(state).filter(({ name }) => !state.models.some((model) => model.name === name));
  const off = state.models.filter(({ state: its }) => its === 'off');
  return (
    <>
      <h2 className="vh">{t('In use')}</h2>
      {placed.length > 0 ? (
        <ul className="rows flush" aria-label={t('Models in use')}>
          {placed.map((model) => (
            <ModelRow key={model.name} model={model} state={state} onDo={onDo} />
          ))}
        </ul>
      ) : (
        <div className="none-in-use">
          <p className="strong">{refused.length + off.length > 0 ? t('No model runs') : t('No model is here yet')}</p>
          <p className="ink2">
            {t(
              'The catalogue shows which ones fit on the graphics cards of this office; a file of your own is taken in with “Import a file…”.',
            )}
          </p>
          <p>
            <Link href="/models/catalogue" className="btn primary">
              {t('Look at the catalogue')}
            </Link>
          </p>
        </div>
      )}
      {refused.length > 0 && (
        <Section id="not-placed" title={t('Not placed')}>
          {refused.map((model) => (
            <NotPlacedRow
              key={model.name}
              model={model}
              entry={entryOf(model, catalogue)}
              machines={state.machines}
              onDo={onDo}
            />
          ))}
        </Section>
      )}
      {outside.length > 0 && (
        <Section id="external-models" title={t('On external servers')} hint={t('Attached on the Machines page')}>
          {outside.map((model) => (
            <ExternalRow key={model.name} model={model} state={state} />
          ))}
        </Section>
      )}
      <OnTheWay state={state} />
      {off.length > 0 && (
        <Section id="off" title={t('Switched off')} hint={t('Their files stay until they are removed')}>
          {off.map((model) => (
            <OffRow key={model.name} model={model} onDo={onDo} />
          ))}
        </Section>
      )}
    </>
  );
}

const entryOf = ({ name }: ModelView, catalogue: readonly CatalogueModel[]): CatalogueModel | null =>
  catalogue.find((entry) => entry.name === name) ?? null;

interface SectionProps {
  readonly id: string;
  readonly title: string;
  readonly hint?: string;
  readonly children: readonly ReactElement[];
}

const Section = ({ id, title, hint, children }: SectionProps): ReactElement => (
  <section className="sec" aria-labelledby={id}>
    <header>
      <h2 id={id}>{title}</h2>
      {hint && <span className="small ink3">{hint}</span>}
    </header>
    <ul className="rows">{children}</ul>
  </section>
);
