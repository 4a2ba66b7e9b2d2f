import { Dialog } from '@base-ui/react/dialog';
import { useId, useState, type ReactElement } from 'react';
import type { MadeInvite, PersonRole, PersonView } from '../../../contract/people.ts';
import { useCall } from '../../data/use-call.ts';
import { usePeopleCalls } from '../../data/use-people.ts';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { Select } from '../../ui/Select.tsx';
import { InviteMade } from './InviteMade.tsx';

interface Props {
  /** Who gets another link; null: somebody new. */
  readonly person: PersonView | null;
  /** Names of the models of the office. */
  readonly models: readonly string[];
  readonly onClose: () => void;
}

const roles = [
  { value: 'member', text: 'Member' },
  { value: 'admin', text: 'Admin' },
] as const;

const roleHints: Record<PersonRole, string> = {
  member: 'Chats, and sees nothing else.',
  admin: 'Can also change the office, with the admin password.',
};

const spans = [
  { value: '1', text: '1 day' },
  { value: '7', text: '7 days' },
  { value: '30', text: '30 days' },
] as const;

/** As a new key's: enough for a person, too little for a program that runs wild. */
const usualLimits = { requestsPerMinute: 60 };

/** Asks whom to invite, and shows the link once. Rendered while it is open. */
export function InviteDialog({ person, models, onClose }: Props): ReactElement {
  const [name, setName] = useState('');
  const [role, setRole] = useState<PersonRole>('member');
  const [days, setDays] = useState<(typeof spans)[number]['value']>('1');
  const [made, setMade] = useState<MadeInvite | null>(null);
  const calls = usePeopleCalls();
  const send = useCall();
  const id = useId();
  const isNamed = person !== null || name.trim() !== '';
  const submit = (): void => {
    if (!isNamed || send.running) return;
    const wish = { name: name.trim(), role, days: Number(days), limits: usualLimits };
    send.start(async (signal) => {
      setMade(await (person ? calls.invite(person.id, Number(days), signal) : calls.add(wish, signal)));
    });
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup className="dialog">
          {made ? (
            <InviteMade invite={made} models={models} />
          ) : (
            <form
              onSubmit={(event) => {
                event.preventDefault();
                submit();
              }}
            >
              <header>
                <Dialog.Title>
                  {person ? `Invite ${person.name} in another browser` : 'Invite a colleague'}
                </Dialog.Title>
              </header>
              <div className="in-b key-fields">
                {!person && (
                  <div className="field">
                    <label htmlFor={id}>Name</label>
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
                    <span className="lab">Role</span>
                    <div>
                      <Segmented label="Role" value={role} options={roles} onChange={setRole} />
                    </div>
                    <span className="hint">{roleHints[role]}</span>
                  </div>
                )}
                <div className="field">
                  <span className="lab" id={`${id}-days`}>
                    The link works for
                  </span>
                  <Select labelledBy={`${id}-days`} value={days} options={spans} onChange={setDays} />
                </div>
                {person && (
                  <p className="small ink3">
                    A link that {person.name} has not used yet ends. Browsers that are signed in stay so.
                  </p>
                )}
                <ProblemNote problem={send.problem} />
              </div>
              <footer>
                <span className="grow" />
                <Dialog.Close className="btn">Cancel</Dialog.Close>
                <button type="submit" className="btn primary" disabled={!isNamed || send.running}>
                  Make the invite
                </button>
              </footer>
            </form>
          )}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
