import { Menu } from '@base-ui/react/menu';
import { useState, type ReactElement } from 'react';
import type { Instructions, Preset } from '../../../../contract/presets.ts';
import { t } from '../../../../words/words.ts';
import { usePresets } from '../../../data/chat/use-presets.ts';
import { Icon } from '../../../ui/mark/Icon.tsx';
import { PresetDialog } from './PresetDialog.tsx';

interface Props {
  readonly instructions: Instructions | null;
  readonly onInstruct: (instructions: Instructions | null) => void;
}

/** What the model is told before the chat: one of the presets, or nothing. */
export function InstructionsMenu({ instructions, onInstruct }: Props): ReactElement {
  const presets = usePresets().data ?? [];
  const [dialog, setDialog] = useState<{ readonly preset: Preset | null } | null>(null);
  const current = presets.find(({ name, text }) => name === instructions?.name && text === instructions.text);
  // One that was changed or deleted since is still what this chat was told.
  const former = instructions && !current ? [instructions] : [];
  const choose = (value: string): void => {
    const chosen = presets.find(({ id }) => id === value);
    if (chosen) onInstruct({ name: chosen.name, text: chosen.text });
    else if (value === 'none') onInstruct(null);
  };
  return (
    <>
      <Menu.Root>
        <Menu.Trigger
          className={`btn quiet ${instructions ? 'told' : 'icon'}`}
          aria-label={instructions ? t('Instructions: {{name}}', { name: instructions.name }) : t('Instructions: none')}
        >
          <Icon name="settings" />
          {instructions && <span className="trunc hide-p">{instructions.name}</span>}
        </Menu.Trigger>
        <Menu.Portal container={document.getElementById('main')}>
          <Menu.Positioner side="top" align="end" sideOffset={6} className="above">
            <Menu.Popup className="pop menu presets">
              <p className="small ink3 menu-head" aria-hidden="true">
                {t('Instructions for this chat')}
              </p>
              <Menu.RadioGroup value={current?.id ?? (instructions ? 'former' : 'none')} onValueChange={choose}>
                <Choice value="none" label={t('None', { context: 'instructions' })} note="" />
                {former.map(({ name }) => (
                  <Choice key="former" value="former" label={name} note={t('as it was')} />
                ))}
                {presets.map(({ id, name, shared }) => (
                  <Choice
                    key={id}
                    value={id}
                    label={name}
                    note={shared ? t('shared', { context: 'instructions' }) : ''}
                  />
                ))}
              </Menu.RadioGroup>
              <Menu.Separator className="menu-line" />
              <Menu.Item className="menu-item" onClick={() => setDialog({ preset: null })}>
                <Icon name="plus" />
                {t('Write new ones…')}
              </Menu.Item>
              {current?.editable && (
                <Menu.Item className="menu-item" onClick={() => setDialog({ preset: current })}>
                  <Icon name="edit" />
                  {t('Change “{{name}}”…', { name: current.name })}
                </Menu.Item>
              )}
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      {dialog && (
        <PresetDialog
          preset={dialog.preset}
          onKept={({ name, text }) => {
            onInstruct({ name, text });
            setDialog(null);
          }}
          onDeleted={() => {
            onInstruct(null);
            setDialog(null);
          }}
          onClose={() => setDialog(null)}
        />
      )}
    </>
  );
}

interface ChoiceProps {
  readonly value: string;
  readonly label: string;
  readonly note: string;
}

const Choice = ({ value, label, note }: ChoiceProps): ReactElement => (
  <Menu.RadioItem value={value} className="menu-item" closeOnClick>
    <span className="radio-mark">
      <Menu.RadioItemIndicator>
        <Icon name="check" />
      </Menu.RadioItemIndicator>
    </span>
    <span className="grow trunc" dir="auto">
      {label}
    </span>
    {note && <span className="small ink3">{note}</span>}
  </Menu.RadioItem>
);
