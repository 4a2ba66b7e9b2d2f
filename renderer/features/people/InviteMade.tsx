import { Dialog } from '@base-ui/react/dialog';
import { useState, type ReactElement } from 'react';
import type { MadeInvite } from '../../../contract/people.ts';
import { t } from '../../../words/words.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { formatUntil } from '../../ui/text/format.ts';
import { Icon } from '../../ui/mark/Icon.tsx';
import { QrCode } from '../../ui/mark/QrCode.tsx';
import { Segmented } from '../../ui/field/Segmented.tsx';
import { useNow } from '../../ui/use-now.ts';
import { inviteLimitWords, modelsWords } from '../api/key-words.ts';
import { LimitsDialog } from './LimitsDialog.tsx';

interface Props {
  readonly invite: MadeInvite;
  /** Names of the models of the office. */
  readonly models: readonly string[];
}

/** The inside of the invite's dialog: the code for a phone, and the address for a PC. They are shown this once. */
export function InviteMade({ invite: { person: invited, links, expiresAt }, models }: Props): ReactElement {
  const [person, setPerson] = useState(invited);
  const [link, setLink] = useState(links[0] ?? '');
  const [changing, setChanging] = useState(false);
  const now = useNow();
  return (
    <>
      <header>
        <Dialog.Title>{t('Invite {{name}}', { name: person.name })}</Dialog.Title>
        <span className="grow" />
        <Dialog.Close className="btn quiet icon" aria-label={t('Close')}>
          <Icon name="close" />
        </Dialog.Close>
      </header>
      <div className="in-b invite">
        <QrCode text={link} label={t('QR code of the invite address')} />
        <div className="invite-words">
          <Dialog.Description render={<p className="ink2" />}>
            {t(
              '{{name}} points a phone at the code, or opens this address on any PC in the office. Chat opens, nothing to install.',
              { name: person.name },
            )}
          </Dialog.Description>
          {links.length > 1 && (
            <div className="invite-hosts">
              <Segmented
                label={t('Address by')}
                value={link}
                options={links.map((one) => ({ value: one, text: new URL(one).hostname }))}
                onChange={setLink}
              />
            </div>
          )}
          <div className="field">
            <span className="lab">{t('Address')}</span>
            <div className="row new-key">
              <code className="grow mono">{link}</code>
              <CopyButton text={link} what={t('address')} />
            </div>
            <span className="hint">{t('Works once, until {{time}}', { time: formatUntil(expiresAt, now) })}</span>
          </div>
          {!person.atThisPc && (
            <div className="row invite-may">
              <span className="row small ink2">
                <Icon name="check" />
                {person.limits.models === null ? t('all models') : modelsWords(person.limits)}
              </span>
              <span className="row small ink2">
                <Icon name="check" />
                {inviteLimitWords(person.limits, now)}
              </span>
              <button type="button" className="link" onClick={() => setChanging(true)}>
                {t('Change')}
              </button>
            </div>
          )}
        </div>
      </div>
      <footer>
        <span className="small ink3 grow">{t('Phones must be in the office’s Wi-Fi, not in a guest network.')}</span>
        <button type="button" className="btn hide-p" onClick={() => window.print()}>
          {t('Print')}
        </button>
        <Dialog.Close className="btn primary">{t('Done')}</Dialog.Close>
      </footer>
      {changing && (
        <LimitsDialog
          person={person}
          models={models}
          onClose={(changed) => {
            if (changed) setPerson(changed);
            setChanging(false);
          }}
        />
      )}
    </>
  );
}
