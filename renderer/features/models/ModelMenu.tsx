import { Menu } from '@base-ui/react/menu';
import { useState, type ReactElement } from 'react';
import type { ModelView } from '../../../contract/control-api.ts';
import { t } from '../../../words/words.ts';
import { Icon } from '../../ui/mark/Icon.tsx';
import { MoreMenu } from '../../ui/MoreMenu.tsx';
import type { Doing } from './doing.ts';
import { RemoveModelDialog } from './RemoveModelDialog.tsx';

interface Props {
  readonly model: ModelView;
  readonly onDo: (doing: Doing) => void;
}

/** What can be done with a model of the office. */
export function ModelMenu({ model, onDo }: Props): ReactElement {
  const [removing, setRemoving] = useState(false);
  return (
    <>
      <MoreMenu label={t('More for {{name}}', { name: model.name })} small>
        <Menu.Item
          className="menu-item"
          onClick={() => onDo({ type: 'deploy', model: model.name, quantization: null })}
        >
          <Icon name="edit" />
          {model.wishes ? t('Change…') : t('Deploy…')}
        </Menu.Item>
        {model.wishes && (
          <Menu.Item className="menu-item" onClick={() => onDo({ type: 'switch-off', model })}>
            <Icon name="state-paused" />
            {t('Switch off…')}
          </Menu.Item>
        )}
        <Menu.Item className="menu-item bad" onClick={() => setRemoving(true)}>
          <Icon name="close" />
          {t('Remove…')}
        </Menu.Item>
      </MoreMenu>
      {removing && <RemoveModelDialog model={model} onClose={() => setRemoving(false)} />}
    </>
  );
}
