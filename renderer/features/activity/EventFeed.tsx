import { useState, type ReactElement } from 'react';
import { Link } from 'wouter';
import type { ActivityEvent, ActivityKind } from '../../../contract/activity.ts';
import { toProblem } from '../../../contract/problem.ts';
import { retell } from '../../../words/retell.ts';
import { language, t } from '../../../words/words.ts';
import { useEvents } from '../../data/office/use-activity.ts';
import { Icon } from '../../ui/mark/Icon.tsx';
import { ProblemNote } from '../../ui/note/ProblemNote.tsx';
import { Select } from '../../ui/field/Select.tsx';
import { useNow } from '../../ui/use-now.ts';
import { eventIcon, eventLink, eventTime, kindChoices, spanWords } from './event-words.ts';

/** What happened, newest first, each with its reason. */
export function EventFeed(): ReactElement {
  const [kind, setKind] = useState<ActivityKind | 'all'>('all');
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useEvents(kind === 'all' ? null : kind);
  const now = useNow();
  const events = data?.pages.flatMap((page) => page.events) ?? [];
  return (
    <section className="sec" aria-labelledby="fe">
      <header>
        <h2 id="fe">{t('What happened')}</h2>
        <span className="grow" />
        <div className="kind-choice">
          <Select label={t('Kind of event')} small value={kind} options={kindChoices()} onChange={setKind} />
        </div>
      </header>
      {error && !data && <ProblemNote problem={toProblem(error)} />}
      {data && events.length === 0 && <p className="ink2 none-happened">{t('Nothing of this kind has happened.')}</p>}
      <ol className="feed" aria-label={t('What happened')}>
        {events.map((event) => (
          <EventRow key={event.id} event={event} now={now} />
        ))}
      </ol>
      {hasNextPage && (
        <button
          type="button"
          className="btn earlier"
          disabled={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {t('Show earlier')}
        </button>
      )}
    </section>
  );
}

interface RowProps {
  readonly event: ActivityEvent;
  readonly now: number;
}

function EventRow({ event, now }: RowProps): ReactElement {
  const { at, tone, sentence, reason } = event;
  const link = eventLink(event);
  const why = [retell(reason), spanWords(event)].filter((part) => part !== '').join(' ');
  return (
    <li>
      <time dateTime={new Date(at).toISOString()} title={new Date(at).toLocaleString(language())}>
        {eventTime(at, now)}
      </time>
      <Icon name={eventIcon(event)} className={tone === 'bad' ? 'bad' : tone === 'attention' ? 'warn' : ''} />
      <div>
        <h3>{retell(sentence)}</h3>
        {why !== '' && <p>{why}</p>}
      </div>
      <div>{link && <Link href={link.to}>{link.text}</Link>}</div>
    </li>
  );
}
