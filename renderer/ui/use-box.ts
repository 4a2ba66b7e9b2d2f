import { useLayoutEffect, useState, type RefObject } from 'react';

interface Box {
  /** Distance from the left edge of the positioned parent. */
  readonly left: number;
  readonly width: number;
}

/** Where an element stands and how wide it is, in pixels, followed as it changes; null before it is measured. */
export function useBox(element: RefObject<HTMLElement | null>): Box | null {
  const [box, setBox] = useState<Box | null>(null);
  useLayoutEffect(() => {
    const target = element.current;
    if (!target) return;
    const measure = (): void => {
      const next = { left: target.offsetLeft, width: target.clientWidth };
      setBox((old) => (old?.left === next.left && old.width === next.width ? old : next));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(target);
    return () => observer.disconnect();
  }, [element]);
  return box;
}
