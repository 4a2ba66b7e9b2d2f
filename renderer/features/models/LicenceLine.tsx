import type { ReactElement } from 'react';
import type { LicenceView } from '../../../contract/library.ts';
import { Icon } from '../../ui/mark/Icon.tsx';
import { licenceWords } from './licence-words.ts';

/** What one may do with a model; with an eye-catcher where business use is not free. */
export const LicenceLine = ({ licence }: { readonly licence: LicenceView }): ReactElement => (
  <p className="licence small">
    <Icon
      name={licence.business === 'research' ? 'warn' : licence.business === 'terms' ? 'info' : 'check'}
      className={licence.business === 'research' ? 'warn' : licence.business === 'terms' ? 'ink2' : 'ok'}
    />
    {licenceWords(licence)}
  </p>
);
