import type { ReactElement } from 'react';
import type { ModelView } from '../../../contract/control-api.ts';
import { useModelCalls } from '../../data/model-calls.ts';
import { ModelMark } from '../../ui/ModelMark.tsx';
import { WhatIfSheet } from '../what-if/WhatIfSheet.tsx';

interface Props {
  readonly model: ModelView;
  readonly onClose: () => void;
}

/** What happens when a model is switched off, and the button that does it. Rendered while it is open. */
export function SwitchOffSheet({ model, onClose }: Props): ReactElement {
  const calls = useModelCalls();
  return (
    <WhatIfSheet
      title={`Switch off ${model.name}`}
      mark={<ModelMark code={model.code} colour={model.colour} />}
      changes={[{ kind: 'undeploy', model: model.name }]}
      hint="Its files stay; it can be deployed again at once"
      action={`Switch off ${model.name}`}
      onApply={(signal) => calls.switchOff(model.name, signal)}
      onClose={onClose}
    >
      <p className="ink2">It finishes its running answers, then requests for it are refused.</p>
    </WhatIfSheet>
  );
}
