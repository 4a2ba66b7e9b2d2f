import { Menu } from '@base-ui/react/menu';
import type { ReactElement } from 'react';
import type { PersonView } from '../../../contract/people.ts';
import { msg, t, type Message } from '../../../words/words.ts';
import { Icon, type IconName } from '../../ui/mark/Icon.tsx';
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
    <MoreMenu label={t('More for {{name}}', { name: person.name })} small>
      {items.map(({ act, icon, words }) => (
        <Menu.Item
          key={act}
          className={`menu-item ${act === 'revoke' || act === 'remove' ? 'bad' : ''}`}
          onClick={() => onChoose(act)}
        >
          <Icon name={icon} />
          {t(words)}
        </Menu.Item>
      ))}
    </MoreMenu>
  );
}

interface Item {
  readonly act: PersonAct;
  readonly icon: IconName;
  readonly words: Message;
}

function itemsOf({ atThisPc, role, revokedAt }: PersonView): Item[] {
  const invite: Item = { act: 'invite', icon: 'people', words: msg('Invite in another browser…') };
  if (atThisPc) return [invite];
  if (revokedAt !== null)
    return [
      { ...invite, words: msg('Invite again…') },
      { act: 'remove', icon: 'close', words: msg('Remove with conversations…') },
    ];
  return [
    invite,
    { act: 'limits', icon: 'edit', words: msg('What they may do…') },
    { act: 'role', icon: 'shield', words: role === 'admin' ? msg('Make a member…') : msg('Make an admin…') },
    { act: 'revoke', icon: 'close', words: msg('Revoke…') },
  ];
}
