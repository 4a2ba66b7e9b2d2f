import { Tabs } from '@base-ui/react/tabs';
import type { ReactElement } from 'react';
import type { OfficeState } from '../../../../contract/control-api.ts';
import { msg, t } from '../../../../words/words.ts';
import { DialogFrame } from '../../../ui/dialog/DialogFrame.tsx';
import { DialogHead } from '../../../ui/dialog/DialogHead.tsx';
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
  { value: 'install', text: msg('Install from here'), short: msg('From here') },
  { value: 'command', text: msg('Run a command there'), short: msg('By command') },
  { value: 'code', text: msg('It asks to join'), short: msg('It asks') },
] as const;

/** The three ways by which a PC comes into the office. Rendered while it is open. */
export const AddDialog = ({ state, adding, onClose }: Props): ReactElement => (
  <DialogFrame className="dialog add-dialog" stays onClose={onClose}>
    <DialogHead title={t('Add a machine')} />
    <Tabs.Root defaultValue={adding.way} className="add-ways">
      <Tabs.List className="seg seg-wide" aria-label={t('How to add')}>
        {ways.map(({ value, text, short }) => (
          <Tabs.Tab key={value} value={value}>
            <span className="on-wide">{t(text)}</span>
            <span className="on-narrow">{t(short)}</span>
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
        <CodeWay state={state} ask={adding.ask ?? null} onClose={onClose} />
      </Tabs.Panel>
    </Tabs.Root>
  </DialogFrame>
);
