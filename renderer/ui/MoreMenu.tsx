import { Menu } from '@base-ui/react/menu';
import { useState, type ReactElement, type ReactNode } from 'react';
import { Icon } from './mark/Icon.tsx';

interface Props {
  /** "More for n8n" */
  readonly label: string;
  /** In a row of a list. */
  readonly small?: boolean;
  /** Menu.Item, one for each thing that can be done. */
  readonly children: ReactNode;
}

/** What else can be done with one thing. */
export function MoreMenu({ label, small = false, children }: Props): ReactElement {
  // Drawn anew when it opens: the first time, the page that it stands in may not be there yet.
  const [open, setOpen] = useState(false);
  return (
    <Menu.Root open={open} onOpenChange={setOpen}>
      <Menu.Trigger className={`btn quiet icon ${small ? 'small' : ''}`} aria-label={label}>
        <Icon name="more" />
      </Menu.Trigger>
      {/* Inside the page, so that the menu stands in its landmark. */}
      <Menu.Portal container={document.getElementById('main')}>
        <Menu.Positioner side="bottom" align="end" sideOffset={4} className="above">
          <Menu.Popup className="pop menu">{children}</Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
