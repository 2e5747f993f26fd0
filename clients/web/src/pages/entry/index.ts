// SPDX-License-Identifier: Apache-2.0
import type { ComponentProps, FunctionComponent } from 'preact';
import { styleAdd } from '../../core/style.ts';
import { textsAdd } from '../../i18n/index.ts';
import type { EntryPage as Page } from './page.tsx';
import { texts } from './texts.ts';

export async function entryLoad(): Promise<FunctionComponent<ComponentProps<typeof Page>>> {
  const [{ EntryPage }] = await Promise.all([import('./page.tsx'), textsAdd(texts), styleAdd('entry')]);
  return EntryPage;
}
