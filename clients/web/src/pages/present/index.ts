// SPDX-License-Identifier: Apache-2.0
import type { FunctionComponent } from 'preact';
import { styleAdd } from '../../core/style.ts';
import { textsAdd } from '../../i18n/index.ts';
import { texts } from './texts.ts';

export async function presentLoad(): Promise<FunctionComponent<{ readonly room: string }>> {
  const [{ PresentPage }] = await Promise.all([import('./page.tsx'), textsAdd(texts), styleAdd('present')]);
  return PresentPage;
}
