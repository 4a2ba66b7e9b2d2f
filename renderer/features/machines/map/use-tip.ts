import { useEffect, useRef, useState, type PointerEvent, type RefObject } from 'react';

/** What a tooltip is about: a stop of the map, and the element at which it stands. */
interface Tip {
  readonly stop: string;
  readonly element: HTMLElement;
}

export interface TipOnMap {
  readonly tip: Tip | null;
  readonly over: (event: PointerEvent) => void;
  readonly hide: () => void;
}

const delayMs = 400;

/** One tooltip for a whole map: hundreds of blocks have none of their own. It waits, and ends with the pointer or Escape. */
export function useTip(map: RefObject<HTMLElement | null>): TipOnMap {
  const [tip, setTip] = useState<Tip | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const waiting = useRef<HTMLElement | null>(null);
  const hide = (): void => {
    clearTimeout(timer.current);
    waiting.current = null;
    setTip(null);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (!tip) return;
    const end = (): void => setTip(null);
    const press = ({ key }: KeyboardEvent): void => {
      if (key === 'Escape') end();
    };
    window.addEventListener('keydown', press, { capture: true });
    window.addEventListener('scroll', end, { capture: true });
    return () => {
      window.removeEventListener('keydown', press, { capture: true });
      window.removeEventListener('scroll', end, { capture: true });
    };
  }, [tip]);

  const over = ({ target, pointerType }: PointerEvent): void => {
    if (!(target instanceof Element) || pointerType === 'touch') return;
    const found = target.closest<HTMLElement>('.rep[data-stop], [data-tip]');
    const element = found && map.current?.contains(found) ? found : null;
    if (element === waiting.current) return;
    hide();
    const stop = element?.dataset.stop ?? element?.dataset.tip;
    if (!element || stop === undefined) return;
    waiting.current = element;
    timer.current = setTimeout(() => setTip({ stop, element }), delayMs);
  };
  return { tip, over, hide };
}
