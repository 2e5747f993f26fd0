// SPDX-License-Identifier: Apache-2.0
// What is loaded when somebody goes to a unit, or builds the course.
import type { FunctionComponent } from 'preact';
import type { Route } from '../../core/router.ts';
import { BuildPage } from './build.tsx';
import { UnitAt } from './unit.tsx';

export { DueList } from './due.tsx';

export const pages: { readonly [page: string]: FunctionComponent<{ readonly here: Route }> } = { unit: UnitAt, build: BuildPage };
