import { useEffect, useState } from 'react';
import { DesktopView, type DesktopCall } from '../../contract/desktop.ts';
import { desktopBridge } from './in-desktop.ts';

interface Desktop {
  readonly view: DesktopView;
  readonly call: (call: DesktopCall) => void;
}

/** The app around this window; null in a browser, and until it has answered. */
export function useDesktop(): Desktop | null {
  const [view, setView] = useState<DesktopView | null>(null);
  const read = (said: unknown): void => setView((before) => DesktopView.safeParse(said).data ?? before);
  const call = (wanted: DesktopCall): void => void desktopBridge?.call?.(wanted).then(read, () => undefined);
  useEffect(() => {
    call({ do: 'look' });
    return desktopBridge?.onChange?.(read);
  }, []);
  return view && { view, call };
}
