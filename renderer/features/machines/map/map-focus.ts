/** Keys that move inside the map. */
type MapKey = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown' | 'Home' | 'End';

export const isMapKey = (key: string): key is MapKey => /^(Arrow(Left|Right|Up|Down)|Home|End)$/.test(key);

/**
 * Where the focus goes. Each row lists its stops from the left; a row is never empty.
 * Left and right stay in the row, up and down keep the column as far as the row has it.
 */
export function moveFocus(rows: readonly (readonly string[])[], current: string, key: MapKey): string {
  const y = rows.findIndex((row) => row.includes(current));
  const row = rows[y];
  if (!row) return rows[0]?.[0] ?? current;
  const x = row.indexOf(current);
  switch (key) {
    case 'ArrowLeft':
      return row[x - 1] ?? current;
    case 'ArrowRight':
      return row[x + 1] ?? current;
    case 'Home':
      return row[0] ?? current;
    case 'End':
      return row.at(-1) ?? current;
    case 'ArrowUp':
      return (y > 0 && clamped(rows[y - 1], x)) || current;
    case 'ArrowDown':
      return clamped(rows[y + 1], x) || current;
  }
}

const clamped = (row: readonly string[] | undefined, x: number): string | undefined =>
  row?.[Math.min(x, row.length - 1)];
