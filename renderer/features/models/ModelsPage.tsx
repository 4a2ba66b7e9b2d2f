import { Tabs } from '@base-ui/react/tabs';
import { useState, type ReactElement } from 'react';
import { useLocation } from 'wouter';
import type { OfficeState } from '../../../contract/control-api.ts';
import { t } from '../../../words/words.ts';
import { useCatalogue } from '../../data/models/use-catalogue.ts';
import { useOffice } from '../../data/office/office-context.ts';
import { Icon } from '../../ui/mark/Icon.tsx';
import { pathOfFile } from '../../ui/desktop/in-desktop.ts';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { useFileDrop } from '../../ui/desktop/use-file-drop.ts';
import { CatalogueTab } from './CatalogueTab.tsx';
import { deployableOf } from './deploy/deployable.ts';
import { DeploySheet } from './deploy/DeploySheet.tsx';
import type { Doing } from './doing.ts';
import { ImportDialog } from './import/ImportDialog.tsx';
import { pathInAddress } from './import/path-in-address.ts';
import { InUseTab } from './InUseTab.tsx';
import { modelsInUse } from './models-in-use.ts';
import { SwitchOffSheet } from './SwitchOffSheet.tsx';

interface Props {
  readonly state: OfficeState;
  /** From the page's address; null: what is in use. */
  readonly tab: string | null;
  /** From the page's address, too: a file that the desktop was opened with. */
  readonly file: string | null;
}

/** The office's models, those that it could have, and the ways by which they come and go. */
export function ModelsPage({ state, tab, file }: Props): ReactElement {
  const [, go] = useLocation();
  const [doing, setDoing] = useState<Doing | null>(null);
  const catalogue = useCatalogue(state);
  const close = (): void => setDoing(null);
  const { imports } = useOffice();
  const { dropping, handlers } = useFileDrop((files) => {
    const paths = files.map(pathOfFile);
    setDoing({ type: 'import', paths });
    // Whoever dropped files has said already what is wanted.
    imports.begin(paths.filter((path) => path !== null));
  });
  const opened = tab === 'import' ? pathInAddress(file) : null;
  const shown = tab === 'catalogue' ? 'catalogue' : 'in-use';
  const deployable = doing?.type === 'deploy' ? deployableOf(doing.model, state.models, catalogue.data ?? []) : null;
  return (
    <PageFrame
      title={t('Models')}
      end={
        <button type="button" className="btn" onClick={() => setDoing({ type: 'import', paths: [] })}>
          <Icon name="plus" />
          {t('Import a file…')}
        </button>
      }
    >
      {/* Files may be dropped anywhere on the page; the button above is the way for everybody else. */}
      <div className={`body models ${dropping ? 'dropping' : ''}`} {...handlers}>
        <Tabs.Root
          value={shown}
          onValueChange={(chosen) => go(chosen === 'catalogue' ? '/models/catalogue' : '/models')}
        >
          <Tabs.List className="tabs" aria-label={t('Models')}>
            <Tabs.Tab value="in-use">
              {t('In use')} <span className="ink3">{modelsInUse(state.models).length}</span>
            </Tabs.Tab>
            <Tabs.Tab value="catalogue">{t('Catalogue')}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="in-use" tabIndex={-1}>
            <InUseTab state={state} catalogue={catalogue.data ?? []} onDo={setDoing} />
          </Tabs.Panel>
          <Tabs.Panel value="catalogue" tabIndex={-1}>
            <CatalogueTab state={state} catalogue={catalogue} onDo={setDoing} onOpen={() => go('/models')} />
          </Tabs.Panel>
        </Tabs.Root>
        {dropping && (
          <p className="drop-here" aria-hidden="true">
            <Icon name="download" size={20} />
            {t('Drop .gguf files or folders to take them into the office')}
          </p>
        )}
      </div>
      {doing?.type === 'import' && <ImportDialog state={state} paths={doing.paths} onClose={close} />}
      {opened !== null && (
        <ImportDialog key={opened} state={state} paths={[]} suggested={opened} onClose={() => go('/models')} />
      )}
      {doing?.type === 'switch-off' && <SwitchOffSheet model={doing.model} onClose={close} />}
      {deployable && doing?.type === 'deploy' && (
        <DeploySheet
          state={state}
          deployable={deployable}
          quantization={doing.quantization}
          onClose={close}
          onDone={() => {
            close();
            go('/models');
          }}
        />
      )}
    </PageFrame>
  );
}
