import { useEffect, useState } from 'react';
import { DesktopView, type DesktopCall } from '../../../contract/desktop.ts';
import { desktopBridge } from './in-desktop.ts';

export interface Desktop {
  readonly view: DesktopView;
  readonly call: (call: DesktopCall) => void;
}

/** What the app says of itself; null when it cannot be asked. */
async function ask(wanted: DesktopCall): Promise<DesktopView | null> {
  try {
    return DesktopView.parse(await desktopBridge?.call?.(wanted));
  } catch {
    return null;
  }
}

/** The app around this window; null in a browser, and until it has answered. */
export function useDesktop(): Desktop | null {
  const [view, setView] = useState<DesktopView | null>(null);
  useEffect(() => {
    void ask({ do: 'look' }).then(setView);
    return desktopBridge?.onChange?.((said) => setView(DesktopView.safeParse(said).data ?? null));
  }, []);
  const call = (wanted: DesktopCall): void => void ask(wanted).then((said) => said && setView(said));
  return view && { view, call };
}
