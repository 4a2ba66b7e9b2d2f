import { useState, type ReactElement } from 'react';
import type { OfficeState } from '../../../contract/control-api.ts';
import { t } from '../../../words/words.ts';
import { Icon, type IconName } from '../../ui/mark/Icon.tsx';
import { cardFacts, networkFact, type Fact } from './pc-facts.ts';

interface Props {
  readonly state: OfficeState;
  readonly busy: boolean;
  readonly onLater: () => void;
  /** @param name of the office */
  readonly onNext: (name: string) => void;
}

/** What was found on this PC, and the office's name. */
export function ThisPcStep({ state, busy, onLater, onNext }: Props): ReactElement {
  const [name, setName] = useState(state.office.name);
  const pc = state.machines.find(({ thisPc }) => thisPc);
  const typed = name.trim();
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (typed !== '' && !busy) onNext(typed);
      }}
    >
      <h1>{t('This PC leads the others')}</h1>
      <p className="lead">
        {t(
          'AIvailable joins the graphics cards of your office into one AI service. This PC keeps the overview; leave it on in office hours.',
        )}
      </p>
      <ul className="check first-facts" aria-label={t('What was found')}>
        {cardFacts(pc, state).map((fact) => (
          <FactRow key={fact.title} fact={fact} />
        ))}
        <FactRow fact={networkFact(state.discovery)} />
        {pc?.hardware?.platform === 'win32' && (
          <Row
            icon="shield"
            tone=""
            title={t('Windows will ask once for permission')}
            detail={t('So that the other PCs can reach this one on ports 8420 to 8422, in private networks only')}
          />
        )}
      </ul>
      <div className="field first-name">
        <label htmlFor="office-name">{t('Name of your office')}</label>
        <input
          id="office-name"
          className="in"
          maxLength={60}
          aria-invalid={typed === ''}
          aria-describedby="office-name-hint"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <span className="hint bad" id="office-name-hint">
          {typed === '' ? t('Your colleagues see it in their chat') : ''}
        </span>
      </div>
      <div className="row first-acts">
        <button type="button" className="btn quiet" onClick={onLater}>
          {t('Later')}
        </button>
        <span className="grow" />
        <button type="submit" className="btn primary" disabled={busy}>
          {t('Continue')}
        </button>
      </div>
    </form>
  );
}

const FactRow = ({ fact }: { readonly fact: Fact }): ReactElement => (
  <Row icon={fact.ok ? 'check' : 'warn'} tone={fact.ok ? 'ok' : 'warn'} title={fact.title} detail={fact.detail} />
);

interface RowProps {
  readonly icon: IconName;
  readonly tone: string;
  readonly title: string;
  readonly detail: string;
}

const Row = ({ icon, tone, title, detail }: RowProps): ReactElement => (
  <li>
    <Icon name={icon} className={tone} />
    <div>
      <div className="strong">{title}</div>
      <div className="small ink2">{detail}</div>
    </div>
  </li>
);
