// SPDX-License-Identifier: Apache-2.0
// What is loaded when it is first wanted, with its texts.
import { textsAdd } from '../../i18n/index.ts';
import { laterTexts } from '../../rooms/webinar/more-texts.ts';
import { later } from '../../ui/later.tsx';

export const More = later(async () => (await Promise.all([import('./later/more.tsx'), textsAdd(laterTexts)]))[0].More);
export const Above = later(async () => (await Promise.all([import('./later/above.tsx'), textsAdd(laterTexts)]))[0].Above);
