// SPDX-License-Identifier: Apache-2.0
// The academy's pages: a frame, and in it a part that is a file of its own with its texts and its sheet.
import type { FunctionComponent } from 'preact';
import type { Route } from '../../core/router.ts';
import { styleAdd } from '../../core/style.ts';
import { textsAdd } from '../../i18n/index.ts';
import { texts } from './texts.ts';

export async function academyLoad(): Promise<FunctionComponent<{ readonly here: Route }>> {
  const [{ AcademyPage }] = await Promise.all([import('./page.tsx'), textsAdd(texts), styleAdd('academy')]);
  return AcademyPage;
}
