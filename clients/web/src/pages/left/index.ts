// SPDX-License-Identifier: Apache-2.0
// Few ever see it: its words and its style come with it.
import type { FunctionComponent } from 'preact';
import type { Session } from '../../core/session.ts';
import { styleAdd } from '../../core/style.ts';
import { textsAdd } from '../../i18n/index.ts';
import { texts } from './texts.ts';

export async function leftLoad(): Promise<FunctionComponent<{ session: Session }>> {
  const [{ LeftOver }] = await Promise.all([import('./page.tsx'), textsAdd(texts), styleAdd('left')]);
  return LeftOver;
}
