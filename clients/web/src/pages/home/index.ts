// SPDX-License-Identifier: Apache-2.0
import type { FunctionComponent } from 'preact';
import { styleAdd } from '../../core/style.ts';
import { textsAdd } from '../../i18n/index.ts';
import type { HomeProps } from './page.tsx';
import { texts } from './texts.ts';

export async function homeLoad(): Promise<FunctionComponent<HomeProps>> {
  const [{ HomePage }] = await Promise.all([import('./page.tsx'), textsAdd(texts), styleAdd('home')]);
  return HomePage;
}
