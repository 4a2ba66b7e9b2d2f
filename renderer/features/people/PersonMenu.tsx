import { Menu } from '@base-ui/react/menu';
import type { ReactElement } from 'react';
import type { PersonView } from '../../../contract/people.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { MoreMenu } from '../../ui/MoreMenu.tsx';

export type PersonAct = 'invite' | 'limits' | 'role' | 'revoke' | 'remove';

interface Props {
  readonly person: PersonView;
  readonly onChoose: (act: PersonAct) => void;
}

/** What can be done with a person. */
export function PersonMenu({ person, onChoose }: Props): ReactElement {
  const items = itemsOf(person);
  return (
    <MoreMenu label={`More for ${person.name}`} small>
      {items.map(({ act, icon, words }) => (
        <Menu.Item
          key={act}
          className={`menu-item ${act === 'revoke' || act === 'remove' ? 'bad' : ''}`}
          onClick={() => onChoose(act)}
        >
          <Icon name={icon} />
          {words}
        </Menu.Item>
      ))}
    </MoreMenu>
  );
}

interface Item {
  readonly act: PersonAct;
  readonly icon: IconName;
  readonly words: string;
}

function itemsOf({ atThisPc, role, revokedAt }: PersonView): Item[] {
  const invite: Item = { act: 'invite', icon: 'people', words: 'Invite in another browser…' };
  if (atThisPc) return [invite];
  if (revokedAt !== null)
    return [
      { ...invite, words: 'Invite again…' },
      { act: 'remove', icon: 'close', words: 'Remove with conversations…' },
    ];
  return [
    invite,
    { act: 'limits', icon: 'edit', words: 'What they may do…' },
    { act: 'role', icon: 'shield', words: role === 'admin' ? 'Make a member…' : 'Make an admin…' },
    { act: 'revoke', icon: 'close', words: 'Revoke…' },
  ];
}
