import { Menu } from '@base-ui/react/menu';
import type { ReactElement } from 'react';
import { Icon } from '../../ui/Icon.tsx';

interface Props {
  readonly name: string;
  readonly onChange: () => void;
  readonly onRevoke: () => void;
}

/** What can be done with a key. */
export const KeyMenu = ({ name, onChange, onRevoke }: Props): ReactElement => (
  <Menu.Root>
    <Menu.Trigger className="btn quiet icon small" aria-label={`More for ${name}`}>
      <Icon name="more" />
    </Menu.Trigger>
    {/* Inside the page, so that the menu stands in its landmark. */}
    <Menu.Portal container={document.getElementById('main')}>
      <Menu.Positioner side="bottom" align="end" sideOffset={4} className="above">
        <Menu.Popup className="pop menu">
          <Menu.Item className="menu-item" onClick={onChange}>
            <Icon name="edit" />
            What it may do…
          </Menu.Item>
          <Menu.Item className="menu-item bad" onClick={onRevoke}>
            <Icon name="close" />
            Revoke…
          </Menu.Item>
        </Menu.Popup>
      </Menu.Positioner>
    </Menu.Portal>
  </Menu.Root>
);
