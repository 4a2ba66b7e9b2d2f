import { useId, useState, type ReactElement } from 'react';
import type { ModelView } from '../../../contract/control-api.ts';
import type { CatalogueModel, DownloadView } from '../../../contract/library.ts';
import { modelCode } from '../../../contract/model-code.ts';
import { retell } from '../../../words/retell.ts';
import { t } from '../../../words/words.ts';
import { formatBytes } from '../../ui/text/format.ts';
import { Icon } from '../../ui/mark/Icon.tsx';
import { ModelMark } from '../../ui/mark/ModelMark.tsx';
import { Select } from '../../ui/field/Select.tsx';
import { WholeNames } from '../../ui/text/WholeNames.tsx';
import { catalogueAction } from './catalogue-action.ts';
import { catalogueWords } from './catalogue-words.ts';
import { CatalogueButton } from './CatalogueButton.tsx';
import { CatalogueDetail } from './CatalogueDetail.tsx';
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
        <ModelMark code={model?.code ?? modelCode(entry.name, entry.parameters)} colour={model?.colour ?? null} />
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
          <p className="small ink2">
            <WholeNames text={retell(entry.goodFor)} />
          </p>
        </div>
        <Select
          label={t('Quantization of {{name}}', { name })}
          small
          value={quantization}
          options={variants.map((one) => ({
            value: one.quantization,
            text: `${one.quantization}, ${formatBytes(one.sizeBytes)}`,
            detail: one.fit.verdict === 'never' ? t('fits on no card') : one.here ? t('is here') : undefined,
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
