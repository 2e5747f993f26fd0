// SPDX-License-Identifier: Apache-2.0
import type { FunctionComponent } from 'preact';
import { styleAdd } from '../../core/style.ts';
import { textsAdd } from '../../i18n/index.ts';
import { texts } from './texts.ts';

export async function calendarLoad(): Promise<FunctionComponent> {
  const [{ CalendarPage }] = await Promise.all([import('./page.tsx'), textsAdd(texts), styleAdd('calendar')]);
  return CalendarPage;
}
