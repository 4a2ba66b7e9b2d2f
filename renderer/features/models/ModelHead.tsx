import type { ReactElement } from 'react';
import type { ModelView } from '../../../contract/control-api.ts';
import { ModelMark } from '../../ui/mark/ModelMark.tsx';
import { modelFacts } from './model-facts.ts';

/** A model's mark, name and figures: the beginning of its row. */
export const ModelHead = ({ model }: { readonly model: ModelView }): ReactElement => (
  <>
    <ModelMark code={model.code} colour={model.colour} />
    <div>
      <h3 className="trunc" title={model.name}>
        {model.name}
      </h3>
      <p className="small ink2">{modelFacts(model)}</p>
    </div>
  </>
);
