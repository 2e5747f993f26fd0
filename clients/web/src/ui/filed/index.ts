// SPDX-License-Identifier: Apache-2.0
// Files among words. Loaded where there are some: its words come with it.
import type { FunctionComponent } from 'preact';
import { textsAdd } from '../../i18n/index.ts';
import { later } from '../later.tsx';
import type { FiledProps } from './part.tsx';
import { texts } from './texts.ts';

export const Filed = later<FiledProps>(async (): Promise<FunctionComponent<FiledProps>> => {
  const [part] = await Promise.all([import('./part.tsx'), textsAdd(texts)]);
  return part.Filed;
}, true).Page;
