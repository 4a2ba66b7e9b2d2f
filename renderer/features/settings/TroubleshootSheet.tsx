import type { ReactElement } from 'react';
import { toProblem } from '../../../contract/problem.ts';
import { t } from '../../../words/words.ts';
import { useChecks } from '../../data/office/use-checks.ts';
import { Icon } from '../../ui/mark/Icon.tsx';
import { ProblemNote } from '../../ui/note/ProblemNote.tsx';
import { Sheet } from '../../ui/dialog/Sheet.tsx';
import { CheckList } from './CheckList.tsx';
import { Report } from './Report.tsx';

/** Looks at what usually goes wrong, and gives a report for somebody else. Rendered while it is open. */
export function TroubleshootSheet({ onClose }: { readonly onClose: () => void }): ReactElement {
  const { data: checks, error, isFetching, refetch } = useChecks();
  const wrong = checks?.filter(({ trouble }) => trouble !== null).length ?? 0;
  return (
    <Sheet title={t('Troubleshoot')} footer={<Report />} onClose={onClose}>
      <div className="row">
        <span className="grow ink2" aria-live="polite">
          {isFetching || !checks
            ? t('Looking…')
            : wrong === 0
              ? t('All is in order.')
              : t('{{count, number}} things need a look.', { count: wrong })}
        </span>
        <button type="button" className="btn small" disabled={isFetching} onClick={() => void refetch()}>
          <Icon name="refresh" />
          {t('Look again')}
        </button>
      </div>
      <ProblemNote problem={error && !isFetching ? toProblem(error) : null} />
      {checks && <CheckList checks={checks} />}
    </Sheet>
  );
}
