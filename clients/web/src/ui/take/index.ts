// SPDX-License-Identifier: Apache-2.0
// Nobody waits for it: its words come with it.
import type { FunctionComponent } from 'preact';
import { textsAdd } from '../../i18n/index.ts';
import type { TakeProps } from './part.tsx';
import { texts } from './texts.ts';

export async function takeLoad(): Promise<FunctionComponent<TakeProps>> {
  const [{ Take }] = await Promise.all([import('./part.tsx'), textsAdd(texts)]);
  return Take;
}
