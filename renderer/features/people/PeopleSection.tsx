import { useState, type ReactElement } from 'react';
import type { PersonView } from '../../../contract/people.ts';
import { toProblem } from '../../../contract/problem.ts';
import { t } from '../../../words/words.ts';
import { usePeople } from '../../data/access/use-people.ts';
import { formatAgo, formatCount } from '../../ui/text/format.ts';
import { Icon } from '../../ui/mark/Icon.tsx';
import { ProblemNote } from '../../ui/note/ProblemNote.tsx';
import { TableHead } from '../../ui/TableHead.tsx';
import { useNow } from '../../ui/use-now.ts';
import { limitWords, modelsWords } from '../api/key-words.ts';
import { InviteDialog } from './InviteDialog.tsx';
import { LimitsDialog } from './LimitsDialog.tsx';
import { OutDialog } from './OutDialog.tsx';
import { accessWords, inWords, roleWords } from './person-words.ts';
import { PersonMenu, type PersonAct } from './PersonMenu.tsx';
import { RoleDialog } from './RoleDialog.tsx';

/** Who may use the office's window, and how much they do. @param models names of the models of the office */
export function PeopleSection({ models }: { readonly models: readonly string[] }): ReactElement {
  const people = usePeople();
  const [doing, setDoing] = useState<{ readonly act: PersonAct; readonly person: PersonView } | null>(null);
  const now = useNow();
  const close = (): void => setDoing(null);
  return (
    <section className="sec" aria-labelledby="people">
      <header>
        <h2 id="people">{t('People')}</h2>
        <span className="small ink3">{t('Each sees only their own conversations')}</span>
      </header>
      {people.error && !people.data && <ProblemNote problem={toProblem(people.error)} />}
      {people.data && (
        <div className="scroll-x">
          <table aria-labelledby="people">
            <TableHead
              words={[t('Name'), t('Role'), t('Comes in by'), t('Models'), t('Limit'), t('Last seen')]}
              numbers={[t('Tokens today')]}
              hasActs
            />
            <tbody>
              {people.data.map(inWords).map((person) => (
                <tr key={person.id} className="hoverable">
                  <th scope="row">
                    <span className="row">
                      <Icon name="user" />
                      {person.name}
                    </span>
                  </th>
                  <td className="ink2">{roleWords(person)}</td>
                  <td className="ink2">{accessWords(person, now)}</td>
                  <td className="ink2">{modelsWords(person.limits)}</td>
                  <td className="ink2">{limitWords(person.limits, now)}</td>
                  <td className="ink2 nowrap">
                    {person.lastSeenAt === null ? t('never') : formatAgo(person.lastSeenAt, now)}
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
