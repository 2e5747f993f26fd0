// SPDX-License-Identifier: Apache-2.0
// What is missing for oneself, which stands on the course's page once it is there; and what everybody has done.
import type { FunctionComponent } from 'preact';
import type { Route } from '../../core/router.ts';
import { ParticipationPage } from './page.tsx';

export { Missing } from './missing.tsx';
export { Archived, Way } from './way.tsx';
export const pages: { readonly [page: string]: FunctionComponent<{ readonly here: Route }> } = { participation: ParticipationPage };
