import type { ComponentChildren } from 'preact';
import './table.css';

export interface Column<Row> {
  key: string;
  label: string;
  /** Buttons name themselves: the column's label is for screen readers. */
  isActs?: boolean;
  cell: (row: Row) => ComponentChildren;
}

interface Props<Row> {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  testId?: string;
}

/** A plain table of records; the first column names the row. */
export const Table = <Row,>({ caption, columns, rows, rowKey, testId }: Props<Row>) => (
  <div class="table-wrap">
    <table class="table" data-testid={testId}>
      <caption class="sr-only">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.key} scope="col" class="label">
              {column.isActs ? <span class="sr-only">{column.label}</span> : column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)}>
            {columns.map((column) => (
              <td key={column.key}>{column.cell(row)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
