import { useId, useState, type ReactElement } from 'react';
import { bytesInWords } from '../../../contract/bytes-in-words.ts';
import type { ModelView } from '../../../contract/control-api.ts';
import type { CatalogueModel, DownloadView } from '../../../contract/library.ts';
import { Icon } from '../../ui/Icon.tsx';
import { ModelMark } from '../../ui/ModelMark.tsx';
import { Select } from '../../ui/Select.tsx';
import { WholeNames } from '../../ui/WholeNames.tsx';
import { catalogueAction } from './catalogue-action.ts';
import { CatalogueButton } from './CatalogueButton.tsx';
import { CatalogueDetail } from './CatalogueDetail.tsx';
import { catalogueWords } from './catalogue-words.ts';
import { codeOf } from './code-of.ts';
import type { Doing } from './doing.ts';

interface Props {
  readonly entry: CatalogueModel;
  /** As the office has it. */
  readonly model: ModelView | undefined;
  /** On its way. */
  readonly download: DownloadView | undefined;
  readonly onDo: (doing: Doing) => void;
  readonly onOpen: () => void;
}

/** A model of the catalogue: what it is for, whether it fits, and the way to have it. */
export function CatalogueRow({ entry, model, download, onDo, onOpen }: Props): ReactElement {
  const [chosen, setChosen] = useState<string | null>(null);
  const [open, setOpen] = useState(false);
  const id = useId();
  const { name, variants } = entry;
  const quantization = chosen ?? (download?.quantization || model?.variant || entry.suggested);
  const fit = variants.find((one) => one.quantization === quantization)?.fit;
  const action = catalogueAction(entry, quantization, model, download);
  const { icon, tone, words, detail } = catalogueWords(action, quantization, fit, model);
  return (
    <li>
      <div className="cat">
        <ModelMark code={model?.code ?? codeOf(entry)} colour={model?.colour ?? null} />
        <div>
          <h3>
            <button
              type="button"
              className="mname"
              aria-expanded={open}
              aria-controls={open ? id : undefined}
              onClick={() => setOpen(!open)}
            >
              <span className="trunc">{name}</span>
              <Icon name="down" className="chevron ink3" />
            </button>
          </h3>
          <p className="small ink2">{entry.goodFor}</p>
        </div>
        <Select
          label={`Quantization of ${name}`}
          small
          value={quantization}
          options={variants.map((one) => ({
            value: one.quantization,
            text: `${one.quantization}, ${bytesInWords(one.sizeBytes)}`,
            detail: one.fit.verdict === 'never' ? 'fits on no card' : one.here ? 'is here' : undefined,
          }))}
          onChange={setChosen}
        />
        <div className="fit">
          <Icon name={icon} className={tone} />
          <div>
            <p>
              <WholeNames text={words} />
            </p>
            <p className="small ink2">
              <WholeNames text={detail} />
            </p>
          </div>
        </div>
        <CatalogueButton name={name} action={action} onDo={onDo} onOpen={onOpen} />
      </div>
      {open && <CatalogueDetail id={id} entry={entry} />}
    </li>
  );
}
