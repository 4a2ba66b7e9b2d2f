import { useId, useState, type ReactElement } from 'react';
import type { MadeInvite, PersonRole, PersonView } from '../../../contract/people.ts';
import { msg, t, type Message } from '../../../words/words.ts';
import { useCall } from '../../data/client/use-call.ts';
import { usePeopleCalls } from '../../data/access/use-people.ts';
import { DialogForm } from '../../ui/dialog/DialogForm.tsx';
import { DialogFrame } from '../../ui/dialog/DialogFrame.tsx';
import { ProblemNote } from '../../ui/note/ProblemNote.tsx';
import { Segmented } from '../../ui/field/Segmented.tsx';
import { Select } from '../../ui/field/Select.tsx';
import { InviteMade } from './InviteMade.tsx';

interface Props {
  /** Who gets another link; null: somebody new. */
  readonly person: PersonView | null;
  /** Names of the models of the office. */
  readonly models: readonly string[];
  readonly onClose: () => void;
}

const roles = [
  { value: 'member', text: msg('Member') },
  { value: 'admin', text: msg('Admin') },
] as const;

const roleHints: Record<PersonRole, Message> = {
  member: msg('Chats, and sees nothing else.'),
  admin: msg('Can also change the office, with the admin password.'),
};

const spans = ['1', '7', '30'] as const;

/** As a new key's: enough for a person, too little for a program that runs wild. */
const usualLimits = { requestsPerMinute: 60 };

/** Asks whom to invite, and shows the link once. Rendered while it is open. */
export function InviteDialog({ person, models, onClose }: Props): ReactElement {
  const [name, setName] = useState('');
  const [role, setRole] = useState<PersonRole>('member');
  const [days, setDays] = useState<(typeof spans)[number]>('1');
  const [made, setMade] = useState<MadeInvite | null>(null);
  const calls = usePeopleCalls();
  const send = useCall();
  const id = useId();
  const isNamed = person !== null || name.trim() !== '';
  const submit = (): void => {
    const wish = { name: name.trim(), role, days: Number(days), limits: usualLimits };
    send.start(async (signal) => {
      setMade(await (person ? calls.invite(person.id, Number(days), signal) : calls.add(wish, signal)));
    });
  };
  return (
    <DialogFrame onlyByButton={made !== null || send.running} onClose={onClose}>
      {made ? (
        <InviteMade invite={made} models={models} />
      ) : (
        <DialogForm
          title={person ? t('Invite {{name}} in another browser', { name: person.name }) : t('Invite a colleague')}
          action={t('Make the invite')}
          ready={isNamed && !send.running}
          onSubmit={submit}
        >
          {!person && (
            <div className="field">
              <label htmlFor={id}>{t('Name')}</label>
              <input
                id={id}
                className="in"
                maxLength={60}
                autoComplete="off"
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            </div>
          )}
          {!person && (
            <div className="field">
              <span className="lab">{t('Role')}</span>
              <div>
                <Segmented
                  label={t('Role')}
                  value={role}
                  options={roles.map((one) => ({ ...one, text: t(one.text) }))}
                  onChange={setRole}
                />
              </div>
              <span className="hint">{t(roleHints[role])}</span>
            </div>
          )}
          <div className="field">
            <span className="lab" id={`${id}-days`}>
              {t('The link works for')}
            </span>
            <Select
              labelledBy={`${id}-days`}
              value={days}
              options={spans.map((one) => ({
                value: one,
                text: t('{{count, number}} days', { count: Number(one) }),
              }))}
              onChange={setDays}
            />
          </div>
          {person && (
            <p className="small ink3">
              {t('A link that {{name}} has not used yet ends. Browsers that are signed in stay so.', {
                name: person.name,
              })}
            </p>
          )}
          <ProblemNote problem={send.problem} />
        </DialogForm>
      )}
    </DialogFrame>
  );
}
