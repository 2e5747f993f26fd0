// SPDX-License-Identifier: Apache-2.0
// What is loaded when somebody goes to people and groups.
import type { FunctionComponent } from 'preact';
import type { Route } from '../../core/router.ts';
import { PeoplePage } from './people.tsx';

export const pages: { readonly [page: string]: FunctionComponent<{ readonly here: Route }> } = { people: PeoplePage };
