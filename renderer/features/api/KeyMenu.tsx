import { Menu } from '@base-ui/react/menu';
import type { ReactElement } from 'react';
import { Icon } from '../../ui/mark/Icon.tsx';
import { MoreMenu } from '../../ui/MoreMenu.tsx';
import { t } from '../../../words/words.ts';

interface Props {
  readonly name: string;
  readonly onChange: () => void;
  readonly onRevoke: () => void;
}

/** What can be done with a key. */
export const KeyMenu = ({ name, onChange, onRevoke }: Props): ReactElement => (
  <MoreMenu label={t('More for {{name}}', { name })} small>
    <Menu.Item className="menu-item" onClick={onChange}>
      <Icon name="edit" />
      {t('What it may do…')}
    </Menu.Item>
    <Menu.Item className="menu-item bad" onClick={onRevoke}>
      <Icon name="close" />
      {t('Revoke…')}
    </Menu.Item>
  </MoreMenu>
);
