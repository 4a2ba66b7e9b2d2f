import type { ReactElement } from 'react';
import type { AttachedView } from '../../../contract/attached.ts';
import type { OfficeState } from '../../../contract/control-api.ts';
import { t } from '../../../words/words.ts';

/** External servers that answer for a model. */
export const serversOf = (model: string, { attached }: OfficeState): AttachedView[] =>
  attached.filter(({ models }) => models.some(({ name, unused }) => name === model && unused === null));

/** "BIG-BOX (external)" */
export const ServerNames = ({ servers }: { readonly servers: readonly AttachedView[] }): ReactElement => (
  <>
    {servers.map(({ id, name }, index) => (
      <span key={id} className="nowrap">
        {index > 0 && ', '}
        <span className="strong">{name}</span> <span className="ink3">{t('(external)')}</span>
      </span>
    ))}
  </>
);
