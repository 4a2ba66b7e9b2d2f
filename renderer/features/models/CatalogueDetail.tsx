import type { ReactElement, ReactNode } from 'react';
import type { CatalogueModel } from '../../../contract/library.ts';
import { formatCount } from '../../ui/format.ts';
import { licenceWords } from './licence-words.ts';

interface Props {
  readonly id: string;
  readonly entry: CatalogueModel;
}

/** What a person should know of a model before it is taken: who made it, its languages, what one may do with it. */
export const CatalogueDetail = ({ id, entry }: Props): ReactElement => (
  <dl className="cat-detail small" id={id}>
    <Fact name="Made by">
      {entry.maker}, {entry.family}, {parametersInWords(entry.parameters)} parameters
    </Fact>
    <Fact name="Languages">{entry.languages}</Fact>
    <Fact name="Use">{licenceWords(entry.licence)}</Fact>
    <Fact name="Context">up to {formatCount(entry.trainedContext)} tokens</Fact>
    <Fact name="More">
      <a href={entry.page} target="_blank" rel="noreferrer noopener">
        {entry.page.replace(/^https?:\/\//, '')}
      </a>
    </Fact>
  </dl>
);

const parametersInWords = (count: number): string =>
  count < 1e9 ? `${Math.round(count / 1e6)} million` : `${(count / 1e9).toFixed(1)} billion`;

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactElement => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);
