import type { ReactElement, ReactNode } from 'react';
import type { CatalogueModel } from '../../../contract/library.ts';
import { retell } from '../../../words/retell.ts';
import { t } from '../../../words/words.ts';
import { formatCount, formatNumber } from '../../ui/text/format.ts';
import { licenceWords } from './licence-words.ts';

interface Props {
  readonly id: string;
  readonly entry: CatalogueModel;
}

/** What a person should know of a model before it is taken: who made it, its languages, what one may do with it. */
export const CatalogueDetail = ({ id, entry }: Props): ReactElement => (
  <dl className="cat-detail small" id={id}>
    <Fact term={t('Made by')}>
      {entry.maker}, {entry.family}, {parametersInWords(entry.parameters)}
    </Fact>
    <Fact term={t('Languages')}>{retell(entry.languages)}</Fact>
    <Fact term={t('Use')}>{licenceWords(entry.licence)}</Fact>
    <Fact term={t('Context')}>{t('up to {{tokens}} tokens', { tokens: formatCount(entry.trainedContext) })}</Fact>
    <Fact term={t('More')}>
      <a href={entry.page} target="_blank" rel="noreferrer noopener">
        {entry.page.replace(/^https?:\/\//, '')}
      </a>
    </Fact>
  </dl>
);

const parametersInWords = (count: number): string =>
  count < 1e9
    ? t('{{millions}} million parameters', { millions: formatNumber(count / 1e6) })
    : t('{{billions}} billion parameters', { billions: formatNumber(count / 1e9, 1) });

const Fact = ({ term, children }: { readonly term: string; readonly children: ReactNode }): ReactElement => (
  <div>
    <dt>{term}</dt>
    <dd>{children}</dd>
  </div>
);
