// SPDX-License-Identifier: Apache-2.0
// Which break-out group one looks at, in the place of what everybody has; 0: none.
import { Store } from './store.ts';

export const aside = new Store(0);
