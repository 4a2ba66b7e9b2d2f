import type { ReactElement } from 'react';
import { Link, useLocation } from 'wouter';
import type { OfficeState } from '../../contract/control-api.ts';
import type { Session } from '../../contract/people.ts';
import { t } from '../../words/words.ts';
import { useFirstAddress } from '../data/access/use-access.ts';
import { leftToDo } from '../features/first-run/steps.ts';
import { newcomers } from '../features/machines/newcomers/newcomers.ts';
import { WhoMenu } from '../features/session/WhoMenu.tsx';
import { BrandMark } from '../ui/mark/BrandMark.tsx';
import { Icon } from '../ui/mark/Icon.tsx';
import { pagesOf } from './pages.ts';
import { servingWords } from './serving-words.ts';

interface Props {
  readonly state: OfficeState;
  readonly session: Session;
}

/** The column at the left: the office, its pages, and whether it serves. */
export function Navigation({ state, session }: Props): ReactElement {
  const [location] = useLocation();
  const { waiting } = newcomers(state);
  const toDo = leftToDo(state.office.welcome);
  return (
    <nav className="nav" aria-label={t('Pages')}>
      <div className="brand">
        <BrandMark />
        <span className="trunc">{state.office.name}</span>
      </div>
      <ul>
        {pagesOf(session).map(({ path, name, icon }) => (
          <li key={path}>
            <Link href={path} aria-current={location.startsWith(path) ? 'page' : undefined}>
              <Icon name={icon} />
              {t(name)}
              {path === '/machines' && waiting > 0 && (
                <span className="count" title={t('{{count, number}} PCs ready to add', { count: waiting })}>
                  {t('{{count, number}} new', { count: waiting })}
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
      {toDo && (
        <Link href="/welcome" className="resume">
          <span>{t('Finish setting up')}</span> <span className="small ink2">{toDo}</span>
        </Link>
      )}
      <div className="foot">
        {session.admin && <Serving state={state} />}
        <WhoMenu />
      </div>
    </nav>
  );
}

/** Whether the office answers, with how many machines, and where. */
function Serving({ state }: { readonly state: OfficeState }): ReactElement {
  const serving = servingWords(state);
  const address = useFirstAddress(state);
  const online = state.machines.filter(({ state: its }) => its === 'ready' || its === 'answering').length;
  return (
    <>
      <div className="row">
        <Icon name={serving.icon} className={serving.tone} />
        <span className="strong ink">{t(serving.words)}</span>
      </div>
      <div className="under-icon">
        {t('{{online}} of {{count, number}} machines', { online, count: state.machines.length })}
      </div>
      {address !== null && <Address address={address} />}
    </>
  );
}

/** Broken behind its scheme where it is too long for the column. */
function Address({ address }: { readonly address: string }): ReactElement {
  const [scheme, place] = address.split(/(?<=\/\/)/);
  return (
    <div className="num under-icon address">
      {scheme !== 'http://' && scheme}
      <wbr />
      {place}
    </div>
  );
}
