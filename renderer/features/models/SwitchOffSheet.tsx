import type { ReactElement } from 'react';
import type { ModelView } from '../../../contract/control-api.ts';
import { t } from '../../../words/words.ts';
import { useModelCalls } from '../../data/models/model-calls.ts';
import { ModelMark } from '../../ui/mark/ModelMark.tsx';
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
      title={t('Switch off {{name}}', { name: model.name })}
      mark={<ModelMark code={model.code} colour={model.colour} />}
      changes={[{ kind: 'undeploy', model: model.name }]}
      hint={t('Its files stay; it can be deployed again at once')}
      action={t('Switch off {{name}}', { name: model.name })}
      onApply={(signal) => calls.switchOff(model.name, signal)}
      onClose={onClose}
    >
      <p className="ink2">{t('It finishes its running answers, then requests for it are refused.')}</p>
    </WhatIfSheet>
  );
}
