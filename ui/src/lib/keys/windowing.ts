/** Which rows of a long table are in the document: all have one height, the rest is empty space. */

/** Rows `first` up to and without `end`, and the space above and below them in pixels. */
export interface Slice {
  first: number;
  end: number;
  above: number;
  below: number;
}

/** The rows that are in view plus `spare` on each side. A height that is not known yet gives the first rows. */
export function slice(count: number, rowHeight: number, scrolled: number, height: number, spare = 8): Slice {
  if (count <= 0) return { first: 0, end: 0, above: 0, below: 0 };
  const tall = Math.max(rowHeight, 1);
  const seen = Math.ceil(Math.max(height, tall) / tall);
  const top = Math.min(Math.max(Math.floor(scrolled / tall), 0), count - 1);
  const first = Math.max(top - spare, 0);
  const end = Math.min(top + seen + spare, count);
  return { first, end, above: first * tall, below: (count - end) * tall };
}

/** Where to scroll so that a row is in view; the same place if it is already. */
export function reveal(row: number, rowHeight: number, scrolled: number, height: number): number {
  const top = row * rowHeight;
  if (top < scrolled) return top;
  if (top + rowHeight > scrolled + height) return top + rowHeight - height;
  return scrolled;
}

/** The row that a key goes to from `active`; `null` if the key means nothing here. */
export function rowMove(key: string, active: number, count: number, page: number): number | null {
  if (count === 0) return null;
  const within = (row: number) => Math.min(Math.max(row, 0), count - 1);
  switch (key) {
    case 'ArrowDown':
      return within(active + 1);
    case 'ArrowUp':
      return within(active - 1);
    case 'PageDown':
      return within(active + page);
    case 'PageUp':
      return within(active - page);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
