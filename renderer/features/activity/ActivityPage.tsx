import type { ReactElement } from 'react';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';

/** Says what the page is for until the office keeps its history. */
export const ActivityPage = (): ReactElement => (
  <PageFrame title="Activity">
    <EmptyState title="Nothing is recorded yet">
      This page will say what happened in the office and why: machines that came and went, models that moved, answers
      that went on elsewhere, and how many requests were answered. It helps once more than one machine works here. What
      runs now is on the Machines page.
    </EmptyState>
  </PageFrame>
);
