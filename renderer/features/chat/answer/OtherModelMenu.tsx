import { Menu } from '@base-ui/react/menu';
import type { ReactElement } from 'react';
import type { OfficeState } from '../../../../contract/control-api.ts';
import { t } from '../../../../words/words.ts';
import { Icon } from '../../../ui/mark/Icon.tsx';
import { ModelMark } from '../../../ui/mark/ModelMark.tsx';
import { chatModels } from '../chat-models.ts';
import { modelWords } from '../model-words.ts';

interface Props {
  readonly state: OfficeState;
  /** Who answered. */
  readonly model: string | null;
  readonly onChoose: (model: string) => void;
}

/** The other models that could answer the same question. Nothing where there is none. */
export function OtherModelMenu({ state, model, onChoose }: Props): ReactElement | null {
  const others = chatModels(state.models).filter(
    ({ name, state: its }) => name !== model && its !== 'off' && its !== 'refused',
  );
  if (others.length === 0) return null;
  return (
    <Menu.Root>
      <Menu.Trigger className="btn quiet icon small narrow" aria-label={t('Try again with another model')}>
        <Icon name="down" />
      </Menu.Trigger>
      <Menu.Portal container={document.getElementById('main')}>
        <Menu.Positioner side="bottom" align="end" sideOffset={4} className="above">
          <Menu.Popup className="pop menu" aria-label={t('Try again with another model')}>
            <p className="small ink3 menu-head" aria-hidden="true">
              {t('Try again with')}
            </p>
            {others.map((other) => {
              const { icon, tone, state: word } = modelWords(other, state);
              return (
                <Menu.Item key={other.name} className="menu-item" onClick={() => onChoose(other.name)}>
                  <ModelMark code={other.code} colour={other.colour} />
                  <span className="grow">{other.name}</span>
                  <span className="small ink3 row">
                    <Icon name={icon} className={tone} />
                    {word}
                  </span>
                </Menu.Item>
              );
            })}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
