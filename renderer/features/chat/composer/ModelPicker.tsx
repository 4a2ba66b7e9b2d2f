import { Combobox } from '@base-ui/react/combobox';
import { useState, type ReactElement } from 'react';
import type { ModelView, OfficeState } from '../../../../contract/control-api.ts';
import { t } from '../../../../words/words.ts';
import { Icon } from '../../../ui/mark/Icon.tsx';
import { ModelMark } from '../../../ui/mark/ModelMark.tsx';
import { useShortcut } from '../../../ui/keys/use-shortcut.ts';
import { chatModels } from '../chat-models.ts';
import { modelWords } from '../model-words.ts';

interface Props {
  readonly state: OfficeState;
  readonly model: ModelView;
  readonly onPick: (name: string) => void;
}

/** The chosen model, and the list of all with what each can do now. */
export function ModelPicker({ state, model, onPick }: Props): ReactElement {
  const [open, setOpen] = useState(false);
  useShortcut('model-picker', () => setOpen((old) => !old));
  const words = modelWords(model, state);
  return (
    <Combobox.Root
      items={chatModels(state.models)}
      value={model}
      onValueChange={(picked) => picked && onPick(picked.name)}
      open={open}
      onOpenChange={setOpen}
      itemToStringLabel={({ name }) => name}
      isItemEqualToValue={(a, b) => a.name === b.name}
      autoHighlight
    >
      <Combobox.Trigger
        className="pick"
        aria-label={t('Model: {{name}}, {{state}}', { name: model.name, state: words.short })}
      >
        <ModelMark code={model.code} colour={model.colour} />
        <span className="trunc">{model.name}</span>
        <Icon name="down" />
      </Combobox.Trigger>
      <span className="small ink3 hide-p beside-pick trunc">{words.short}</span>
      <Combobox.Portal>
        <Combobox.Positioner side="top" align="start" sideOffset={6} className="above">
          <Combobox.Popup className="pop picker" aria-label={t('Models')}>
            <div className="search">
              <Icon name="search" />
              <Combobox.Input className="in" aria-label={t('Find a model')} placeholder={t('Find a model')} />
            </div>
            <Combobox.Empty className="picker-none">{t('No model is named like that.')}</Combobox.Empty>
            <Combobox.List className="picker-list" aria-label={t('Models')}>
              {(item: ModelView) => <ModelOption key={item.name} model={item} state={state} />}
            </Combobox.List>
            <div className="row small ink3 picker-foot hide-p" aria-hidden="true">
              <span className="kbd">{t('Ctrl L')}</span>
              {t('opens this list')}
              <span className="grow" />
              <span className="kbd">↑</span>
              <span className="kbd">↓</span>
              <span className="kbd">{t('Enter')}</span>
            </div>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  );
}

function ModelOption({ model, state }: { readonly model: ModelView; readonly state: OfficeState }): ReactElement {
  const { icon, tone, state: word, detail } = modelWords(model, state);
  const off = model.state === 'refused' || model.state === 'off';
  return (
    <Combobox.Item value={model} disabled={off} className={`opt ${off ? 'off' : ''}`}>
      <ModelMark code={model.code} colour={model.colour} />
      <span className="nm strong">{model.name}</span>
      <span className="small row opt-state">
        <Icon name={icon} className={tone} />
        {word}
      </span>
      <span className="d">{detail}</span>
    </Combobox.Item>
  );
}
