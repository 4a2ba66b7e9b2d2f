import { useState, type ReactElement } from 'react';
import type { RateSpan } from '../../../contract/activity.ts';
import { toProblem } from '../../../contract/problem.ts';
import { msg, t, type Message } from '../../../words/words.ts';
import { useAvailability, useEvents, useRates } from '../../data/office/use-activity.ts';
import { EmptyState } from '../../ui/note/EmptyState.tsx';
import { Icon } from '../../ui/mark/Icon.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { ProblemNote } from '../../ui/note/ProblemNote.tsx';
import { Segmented } from '../../ui/field/Segmented.tsx';
import { AvailabilityStrip } from './AvailabilityStrip.tsx';
import { EventFeed } from './EventFeed.tsx';
import { ModelShares } from './ModelShares.tsx';
import { RateChart } from './RateChart.tsx';

const spans: readonly { readonly value: RateSpan; readonly text: Message }[] = [
  { value: 'hour', text: msg('Hour') },
  { value: 'day', text: msg('24 hours') },
  { value: 'month', text: msg('30 days') },
];

/** What happened in the office and why, and how much of what was asked was answered. */
export function ActivityPage(): ReactElement {
  const [span, setSpan] = useState<RateSpan>('day');
  const availability = useAvailability();
  const rates = useRates(span);
  const machines = useEvents('machine');
  const all = useEvents(null);
  const losses = machines.data?.pages.flatMap(({ events }) => events).filter(({ what }) => what === 'lost') ?? [];
  const isEmpty = all.data?.pages.every(({ events }) => events.length === 0) ?? false;
  const asked = availability.data?.days.some(({ availability: share }) => share !== null) ?? false;
  if (isEmpty && availability.data && !asked) {
    return (
      <PageFrame title={t('Activity')}>
        <EmptyState title={t('Nothing has happened yet')}>
          {t(
            'This page says what happens in the office and why: machines that come and go, models that move, answers that go on elsewhere, and how many requests were answered. It fills by itself; to begin, ask something in Chat.',
          )}
        </EmptyState>
      </PageFrame>
    );
  }
  return (
    <PageFrame
      title={t('Activity')}
      end={
        <>
          <Segmented
            label={t('Span of the chart')}
            value={span}
            options={spans.map(({ value, text }) => ({ value, text: t(text) }))}
            onChange={setSpan}
          />
          <a className="btn" href="/control/activity.csv" download>
            <Icon name="download" />
            {t('Export')}
          </a>
        </>
      }
    >
      <div className="body activity">
        {availability.error && !availability.data && <ProblemNote problem={toProblem(availability.error)} />}
        {availability.data && <AvailabilityStrip availability={availability.data} />}
        {rates.data && <RateChart rates={rates.data} span={span} losses={losses} />}
        {availability.data && <ModelShares availability={availability.data} />}
        <EventFeed />
      </div>
    </PageFrame>
  );
}
