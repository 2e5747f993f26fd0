// SPDX-License-Identifier: Apache-2.0
// Nobody waits for it: its words come with it.
import type { FunctionComponent } from 'preact';
import type { Session } from '../../core/session.ts';
import { styleAdd } from '../../core/style.ts';
import { textsAdd } from '../../i18n/index.ts';
import { texts } from './texts.ts';

export async function offlineLoad(): Promise<FunctionComponent<{ session: Session | undefined }>> {
  const [{ Offline }] = await Promise.all([import('./page.tsx'), textsAdd(texts), styleAdd('offline')]);
  return Offline;
}
