// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren, JSX } from 'preact';

export interface Column<R> {
  readonly label: string;
  readonly number?: boolean;
  readonly cell: (row: R) => ComponentChildren;
}

/** A table that becomes a card for each row where it is narrow; the cells then name themselves. */
export function Table<R>({ caption, columns, rows, keyOf }: {
  caption: string; columns: readonly Column<R>[]; rows: readonly R[]; keyOf: (row: R) => string | number;
}): JSX.Element {
  return (
    <table class="table" role="table">
      <caption class="hidden">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">{columns.map(({ label, number }) => <th key={label} role="columnheader" scope="col" class={number ? 'table-number' : undefined}>{label}</th>)}</tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={keyOf(row)} role="row">
            {columns.map(({ label, number, cell }) => <td key={label} role="cell" data-label={label} class={number ? 'table-number' : undefined}>{cell(row)}</td>)}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
