// SPDX-License-Identifier: Apache-2.0
import type { ComponentProps, FunctionComponent } from 'preact';
import { styleAdd } from '../../core/style.ts';
import { textsAdd } from '../../i18n/index.ts';
import type { DoorPage as Page } from './page.tsx';
import { texts } from './texts.ts';

export async function doorLoad(): Promise<FunctionComponent<ComponentProps<typeof Page>>> {
  const [{ DoorPage }] = await Promise.all([import('./page.tsx'), textsAdd(texts), styleAdd('door')]);
  return DoorPage;
}
