import { Dialog } from '@base-ui/react/dialog';
import { Tabs } from '@base-ui/react/tabs';
import type { ReactElement } from 'react';
import type { OfficeState } from '../../../../contract/control-api.ts';
import { Icon } from '../../../ui/Icon.tsx';
import type { Adding } from './adding.ts';
import { CodeWay } from './CodeWay.tsx';
import { CommandWay } from './CommandWay.tsx';
import { InstallWay } from './InstallWay.tsx';

interface Props {
  readonly state: OfficeState;
  readonly adding: Adding;
  readonly onClose: () => void;
}

const ways = [
  { value: 'install', text: 'Install from here', short: 'From here' },
  { value: 'command', text: 'Run a command there', short: 'By command' },
  { value: 'code', text: 'It asks to join', short: 'It asks' },
] as const;

/** The three ways by which a PC comes into the office. Rendered while it is open. */
export const AddDialog = ({ state, adding, onClose }: Props): ReactElement => (
  <Dialog.Root open onOpenChange={(open) => !open && onClose()} disablePointerDismissal>
    <Dialog.Portal>
      <Dialog.Backdrop className="scrim" />
      <Dialog.Popup className="dialog add-dialog">
        <header>
          <Dialog.Title>Add a machine</Dialog.Title>
          <span className="grow" />
          <Dialog.Close className="btn quiet icon" aria-label="Close">
            <Icon name="close" />
          </Dialog.Close>
        </header>
        <Tabs.Root defaultValue={adding.way} className="add-ways">
          <Tabs.List className="seg seg-wide" aria-label="How to add">
            {ways.map(({ value, text, short }) => (
              <Tabs.Tab key={value} value={value}>
                <span className="on-wide">{text}</span>
                <span className="on-narrow">{short}</span>
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="install">
            <InstallWay state={state} adding={adding} onClose={onClose} />
          </Tabs.Panel>
          <Tabs.Panel value="command">
            <CommandWay state={state} onClose={onClose} />
          </Tabs.Panel>
          <Tabs.Panel value="code">
            <CodeWay state={state} askId={adding.askId ?? null} onClose={onClose} />
          </Tabs.Panel>
        </Tabs.Root>
      </Dialog.Popup>
    </Dialog.Portal>
  </Dialog.Root>
);
