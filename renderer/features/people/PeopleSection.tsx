import { useState, type ReactElement } from 'react';
import type { PersonView } from '../../../contract/people.ts';
import { toProblem } from '../../../contract/problem.ts';
import { usePeople } from '../../data/use-people.ts';
import { formatAgo, formatCount } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { useNow } from '../../ui/use-now.ts';
import { limitWords, modelsWords } from '../api/key-words.ts';
import { InviteDialog } from './InviteDialog.tsx';
import { LimitsDialog } from './LimitsDialog.tsx';
import { OutDialog } from './OutDialog.tsx';
import { PersonMenu, type PersonAct } from './PersonMenu.tsx';
import { RoleDialog } from './RoleDialog.tsx';
import { accessWords, roleWords } from './person-words.ts';

/** Who may use the office's window, and how much they do. @param models names of the models of the office */
export function PeopleSection({ models }: { readonly models: readonly string[] }): ReactElement {
  const people = usePeople();
  const [doing, setDoing] = useState<{ readonly act: PersonAct; readonly person: PersonView } | null>(null);
  const now = useNow();
  const close = (): void => setDoing(null);
  return (
    <section className="sec" aria-labelledby="people">
      <header>
        <h2 id="people">People</h2>
        <span className="small ink3">Each sees only their own conversations</span>
      </header>
      {people.error && !people.data && <ProblemNote problem={toProblem(people.error)} />}
      {people.data && (
        <div className="scroll-x">
          <table aria-labelledby="people">
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Role</th>
                <th scope="col">Comes in by</th>
                <th scope="col">Models</th>
                <th scope="col">Limit</th>
                <th scope="col">Last seen</th>
                <th scope="col" className="r">
                  Tokens today
                </th>
                <th scope="col">
                  <span className="vh">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {people.data.map((person) => (
                <tr key={person.id} className="hoverable">
                  <th scope="row">
                    <span className="row">
                      <Icon name="user" />
                      {person.name}
                    </span>
                  </th>
                  <td className="ink2 nowrap">{roleWords(person)}</td>
                  <td className="ink2 nowrap">{accessWords(person, now)}</td>
                  <td className="ink2">{modelsWords(person.limits)}</td>
                  <td className="ink2">{limitWords(person.limits, now)}</td>
                  <td className="ink2 nowrap">
                    {person.lastSeenAt === null ? 'never' : formatAgo(person.lastSeenAt, now)}
                  </td>
                  <td className="r">{formatCount(person.tokensToday)}</td>
                  <td className="r">
                    <PersonMenu person={person} onChoose={(act) => setDoing({ act, person })} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {doing?.act === 'invite' && <InviteDialog person={doing.person} models={models} onClose={close} />}
      {doing?.act === 'limits' && <LimitsDialog person={doing.person} models={models} onClose={close} />}
      {doing?.act === 'role' && <RoleDialog person={doing.person} onClose={close} />}
      {(doing?.act === 'revoke' || doing?.act === 'remove') && (
        <OutDialog person={doing.person} forGood={doing.act === 'remove'} onClose={close} />
      )}
    </section>
  );
}
