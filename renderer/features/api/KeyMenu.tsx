import { Menu } from '@base-ui/react/menu';
import type { ReactElement } from 'react';
import { Icon } from '../../ui/Icon.tsx';
import { MoreMenu } from '../../ui/MoreMenu.tsx';

interface Props {
  readonly name: string;
  readonly onChange: () => void;
  readonly onRevoke: () => void;
}

/** What can be done with a key. */
export const KeyMenu = ({ name, onChange, onRevoke }: Props): ReactElement => (
  <MoreMenu label={`More for ${name}`} small>
    <Menu.Item className="menu-item" onClick={onChange}>
      <Icon name="edit" />
      What it may do…
    </Menu.Item>
    <Menu.Item className="menu-item bad" onClick={onRevoke}>
      <Icon name="close" />
      Revoke…
    </Menu.Item>
  </MoreMenu>
);
