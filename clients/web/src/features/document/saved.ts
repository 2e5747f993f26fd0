// SPDX-License-Identifier: Apache-2.0
// Documents as files: for programs that keep references, and for spreadsheets.
import { sheetOf } from '../../core/csv.ts';
import type { Listed } from './view.ts';

export const SAVED = { bibtex: { end: 'bib', type: 'application/x-bibtex' }, ris: { end: 'ris', type: 'application/x-research-info-systems' } } as const;
export const FORMS = ['csv', 'bibtex', 'ris'] as const;
export type SavedForm = (typeof FORMS)[number];

export function save(name: string, type: string, text: string): void {
  const link = globalThis.document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** A row for each, what is said of it in columns. */
export function sheetOfDocuments(list: readonly Listed[]): string {
  const lines = list.map(({ document, about, url }) => [document, about.title, about.authors?.join('; '), about.year, about.kind, about.language, about.subjects?.join('; '), about.in, about.publisher, about.place, about.number, about.pages, about.identifier, url]);
  return sheetOf([['document', 'title', 'authors', 'year', 'kind', 'language', 'subjects', 'in', 'publisher', 'place', 'number', 'pages', 'identifier', 'url'], ...lines]);
}
