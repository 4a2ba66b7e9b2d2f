import type { ReactElement } from 'react';
import { t } from '../../../../words/words.ts';

interface Props {
  /** Of the PC that would run it. */
  readonly name: string;
  readonly onClick: () => void;
}

/** Shows the command that brings in a PC that takes no SSH. */
export const CommandButton = ({ name, onClick }: Props): ReactElement => (
  <button type="button" className="btn small" aria-label={t('Show command for {{name}}', { name })} onClick={onClick}>
    {t('Show command')}
  </button>
);
