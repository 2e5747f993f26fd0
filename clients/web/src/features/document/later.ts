// SPDX-License-Identifier: Apache-2.0
// The library and its documents: loaded when somebody goes there, or writes.
import type { FunctionComponent } from 'preact';
import type { Route } from '../../core/router.ts';
import { LibraryPage } from './list.tsx';
import { DocumentAt } from './page.tsx';
export { Choose } from './choose.tsx';
export { Pick } from './pick.tsx';

export const pages: { readonly [page: string]: FunctionComponent<{ readonly here: Route }> } = { library: LibraryPage, document: DocumentAt };
