import type { ReactElement } from 'react';
import { t } from '../../../../words/words.ts';

/** Where there is nothing to decide. */
export const CloseFooter = ({ onClose }: { readonly onClose: () => void }): ReactElement => (
  <footer>
    <span className="grow" />
    <button type="button" className="btn" onClick={onClose}>
      {t('Close')}
    </button>
  </footer>
);
