import { useState, type ReactElement } from 'react';
import { t } from '../../../words/words.ts';
import { Icon } from '../../ui/mark/Icon.tsx';
import { InviteDialog } from './InviteDialog.tsx';

/** The way to one more person. @param models names of the models of the office */
export function InviteButton({ models }: { readonly models: readonly string[] }): ReactElement {
  const [inviting, setInviting] = useState(false);
  return (
    <>
      <button type="button" className="btn" onClick={() => setInviting(true)}>
        <Icon name="people" />
        {t('Invite a colleague…')}
      </button>
      {inviting && <InviteDialog person={null} models={models} onClose={() => setInviting(false)} />}
    </>
  );
}
