import { useEffect, useRef, useState, type PointerEvent } from 'react';

/** A block that is being dragged over the map. */
export interface HeldBlock {
  /** The block's stop. */
  readonly stop: string;
  /** The bar over which it is held, when that is another one than its own. */
  readonly over: string | null;
}

interface BlockDrag {
  readonly held: HeldBlock | null;
  /** Of a block: a press may become a drag. @param bar the bar on which it stands */
  readonly begin: (event: PointerEvent, stop: string, bar: string) => void;
}

/** Pixels that a press may wander and still be a click. */
const slack = 6;

/** Dragging with a mouse or a pen; fingers scroll, and have the list of cards. @param onDrop told the block and the other bar */
export function useBlockDrag(onDrop: (stop: string, bar: string) => void): BlockDrag {
  const [held, setHeld] = useState<HeldBlock | null>(null);
  const end = useRef<(() => void) | null>(null);
  useEffect(() => () => end.current?.(), []);

  const begin = (down: PointerEvent, stop: string, bar: string): void => {
    if (down.button !== 0 || down.pointerType === 'touch') return;
    end.current?.();
    const listening = new AbortController();
    const { signal } = listening;
    let now: HeldBlock | null = null;
    const stopDragging = (): void => {
      listening.abort();
      setHeld(null);
    };
    end.current = stopDragging;
    const move = (event: globalThis.PointerEvent): void => {
      if (!now && Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) < slack) return;
      const under = barAt(event);
      now = { stop, over: under === bar ? null : under };
      setHeld(now);
    };
    const release = (): void => {
      const over = now?.over;
      // What ends a drag is no click on what lies under it.
      if (now) swallowClick();
      stopDragging();
      if (over) onDrop(stop, over);
    };
    const press = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || !now) return;
      event.preventDefault();
      stopDragging();
    };
    window.addEventListener('pointermove', move, { signal });
    window.addEventListener('pointerup', release, { signal });
    window.addEventListener('pointercancel', stopDragging, { signal });
    window.addEventListener('keydown', press, { signal, capture: true });
  };
  return { held, begin };
}

const barAt = ({ clientX, clientY }: globalThis.PointerEvent): string | null =>
  document.elementFromPoint(clientX, clientY)?.closest<HTMLElement>('[data-bar]')?.dataset.bar ?? null;

function swallowClick(): void {
  const swallow = (event: MouseEvent): void => {
    event.preventDefault();
    event.stopPropagation();
  };
  window.addEventListener('click', swallow, { capture: true, once: true });
  // The click comes in the same turn as the release, or not at all.
  setTimeout(() => window.removeEventListener('click', swallow, { capture: true }));
}
