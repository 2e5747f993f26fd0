// SPDX-License-Identifier: Apache-2.0
// What is loaded once the room stands: nobody comes into a room on it. The captioner's desk is a file of its own.
import { styleAdd } from '../../core/style.ts';
import { textsAdd } from '../../i18n/index.ts';
import { later } from '../../ui/later.tsx';
import { texts } from './desk/texts.ts';

export { CaptionsActs as Acts } from './button.tsx';
export { CaptionsOver as Over } from './over.tsx';
export { Said as Panel } from './said.tsx';

export const Desk = later(async () => (await Promise.all([import('./page.tsx'), textsAdd(texts), styleAdd('features-captions')]))[0].CaptionsDesk).Page;
