// SPDX-License-Identifier: Apache-2.0
// What is loaded once the room stands. What plays a session again is a file of its own.
import { textsAdd } from '../../i18n/index.ts';
import { later } from '../../ui/later.tsx';
import { texts } from './replay/texts.ts';

export { StageAfter as After } from './after.tsx';

export const Replay = later(async () => (await Promise.all([import('./replay/page.tsx'), textsAdd(texts)]))[0].Replay).Page;
