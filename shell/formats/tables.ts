// Tables as rows of cells without spans, as the document has them.

export interface TableCell {
  /** Null where a cell of another row or column reaches over. */
  element: HTMLTableCellElement | null;
  /** It heads its row. */
  heads: boolean;
}

/** No table of an article has more; a span may claim any number. */
const mostColumns = 100;

/** Tables in tables and tables of one cell put things in places. */
export function isForLayout(table: HTMLTableElement): boolean {
  const cells = table.querySelectorAll('td, th').length;
  return cells < 2 || table.getAttribute('role') === 'presentation' || table.querySelector('table') !== null;
}

/** Whether its first row says what the columns are. */
export function headsColumns(table: HTMLTableElement): boolean {
  const cells = [...(table.rows[0]?.cells ?? [])];
  return (
    (table.tHead?.rows.length ?? 0) > 0 || (cells.length > 0 && cells.every(({ localName }) => localName === 'th'))
  );
}

export function rowsOf(table: HTMLTableElement): TableCell[][] {
  /** How many rows more each column is taken by a cell from above. */
  const taken: number[] = [];
  const hasHead = headsColumns(table);
  return [...table.rows].map((row, i) => {
    const cells: TableCell[] = [];
    const skipTaken = () => {
      for (let left = taken[cells.length] ?? 0; left > 0; left = taken[cells.length] ?? 0) {
        taken[cells.length] = left - 1;
        cells.push({ element: null, heads: false });
      }
    };
    for (const element of row.cells) {
      skipTaken();
      const heads = element.localName === 'th' && !(hasHead && i === 0);
      const span = Math.min(element.colSpan, mostColumns - cells.length);
      for (let column = 0; column < span; column++) {
        if (element.rowSpan > 1) taken[cells.length] = element.rowSpan - 1;
        cells.push({ element: column === 0 ? element : null, heads });
      }
    }
    skipTaken();
    return cells;
  });
}

/** A letter for each column: l, c, r, or - for as it is. */
export function columnsOf(table: HTMLTableElement): string {
  const row = table.tBodies[0]?.rows[0] ?? table.rows[0];
  const letters = [...(row?.cells ?? [])].map(alignmentOf).join('').slice(0, mostColumns);
  return /[lcr]/.test(letters) ? letters : '';
}

function alignmentOf(cell: HTMLTableCellElement): string {
  const style = /text-align:\s*(\w+)/i.exec(cell.dataset.style ?? '')?.[1] ?? '';
  const said = `${style} ${cell.getAttribute('align') ?? ''} ${cell.className}`.toLowerCase();
  return /\b(left|center|right)\b/.exec(said)?.[1]?.[0] ?? '-';
}
