import { useState, type ReactElement } from 'react';
import type { RateSpan } from '../../../contract/activity.ts';
import { toProblem } from '../../../contract/problem.ts';
import { useAvailability, useEvents, useRates } from '../../data/use-activity.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { AvailabilityStrip } from './AvailabilityStrip.tsx';
import { EventFeed } from './EventFeed.tsx';
import { ModelShares } from './ModelShares.tsx';
import { RateChart } from './RateChart.tsx';

const spans: readonly { readonly value: RateSpan; readonly text: string }[] = [
  { value: 'hour', text: 'Hour' },
  { value: 'day', text: '24 hours' },
  { value: 'month', text: '30 days' },
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
      <PageFrame title="Activity">
        <EmptyState title="Nothing has happened yet">
          This page says what happens in the office and why: machines that come and go, models that move, answers that
          go on elsewhere, and how many requests were answered. It fills by itself; to begin, ask something in Chat.
        </EmptyState>
      </PageFrame>
    );
  }
  return (
    <PageFrame
      title="Activity"
      end={
        <>
          <Segmented label="Span of the chart" value={span} options={spans} onChange={setSpan} />
          <a className="btn" href="/control/activity.csv" download>
            <Icon name="download" />
            Export
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
