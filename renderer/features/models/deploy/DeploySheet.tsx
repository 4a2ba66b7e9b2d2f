import { useReducer, type ReactElement } from 'react';
import type { OfficeState } from '../../../../contract/control-api.ts';
import type { Deployed } from '../../../../contract/deployments.ts';
import { t } from '../../../../words/words.ts';
import { useModelCalls } from '../../../data/models/model-calls.ts';
import { useCall } from '../../../data/client/use-call.ts';
import { useWhatIf } from '../../../data/models/use-what-if.ts';
import { ModelMark } from '../../../ui/mark/ModelMark.tsx';
import { ProblemNote } from '../../../ui/note/ProblemNote.tsx';
import { Sheet } from '../../../ui/dialog/Sheet.tsx';
import { WhatChanges } from '../../what-if/WhatChanges.tsx';
import { LicenceLine } from '../LicenceLine.tsx';
import { AdvancedFields } from './AdvancedFields.tsx';
import { changeDraft, firstDraft, wishesOf, type DeployDraft, type DraftAction } from './deploy-draft.ts';
import type { Deployable } from './deployable.ts';
import { DeployFields } from './DeployFields.tsx';

interface Props {
  readonly state: OfficeState;
  readonly deployable: Deployable;
  /** The one that a person came for; null: as it is, or the suggested one. */
  readonly quantization: string | null;
  readonly onClose: () => void;
  readonly onDone: (deployed: Deployed) => void;
}

/** How a model shall run, and what that would change, before anything is done. Rendered while it is open. */
export function DeploySheet({ state, deployable, quantization, onClose, onDone }: Props): ReactElement {
  const [draft, change] = useReducer(
    (old: DeployDraft, action: DraftAction) => changeDraft(old, action, deployable),
    null,
    () => firstDraft(deployable, quantization),
  );
  const calls = useModelCalls();
  const send = useCall();
  const { name, code, colour, model, entry } = deployable;
  const wishes = wishesOf(draft, deployable);
  const answer = useWhatIf(wishes ? [{ kind: 'deploy', model: name, wishes }] : []);
  const deployed = model?.wishes != null;
  const fields = { state, deployable, draft, change };
  return (
    <Sheet
      title={deployed ? t('Change {{name}}', { name }) : t('Deploy {{name}}', { name })}
      mark={<ModelMark code={code} colour={colour} />}
      onClose={onClose}
      footer={
        <>
          <span className="small ink3 grow">{t('Can be undone under Models')}</span>
          <button type="button" className="btn" onClick={onClose}>
            {t('Cancel')}
          </button>
          <button
            type="button"
            className="btn primary"
            disabled={wishes === null || send.running}
            onClick={() => wishes && send.start(async (signal) => onDone(await calls.deploy(name, wishes, signal)))}
          >
            {actionWords(deployed, comesFirst(draft, deployable))}
          </button>
        </>
      }
    >
      <div className="blk">
        {entry && <LicenceLine licence={entry.licence} />}
        <DeployFields {...fields} />
        <AdvancedFields {...fields} />
      </div>
      <div className="blk">
        <WhatChanges
          whatIf={wishes ? answer.whatIf : null}
          asking={wishes !== null && answer.asking}
          problem={wishes ? answer.problem : null}
          none={t('Nothing is changed yet.')}
        />
        <ProblemNote problem={send.problem} />
      </div>
    </Sheet>
  );
}

/** Something must come from the internet first. */
const comesFirst = ({ quantizations }: DeployDraft, { files }: Deployable): boolean =>
  files.some(({ quantization, here }) => !here && quantizations.includes(quantization));

function actionWords(deployed: boolean, download: boolean): string {
  if (deployed) return download ? t('Download and change') : t('Change');
  return download ? t('Download and deploy') : t('Deploy');
}
