// SPDX-License-Identifier: Apache-2.0
// The parts of the academy, in the order in which they stand in its navigation. A part is loaded when it is opened.
import type { FunctionComponent } from 'preact';
import { styleAdd } from '../../core/style.ts';
import type { Bundle, Key } from '../../i18n/index.ts';
import { textsAdd } from '../../i18n/index.ts';
import type { IconName } from '../../ui/icon.tsx';
import { later } from '../../ui/later.tsx';
import type { Later } from '../../ui/later.tsx';
import { texts as newsTexts } from './announcements/texts.ts';
import { texts as credentialTexts } from './credentials/texts.ts';
import { texts as figuresTexts } from './figures/texts.ts';
import { texts as peopleTexts } from './people/texts.ts';
import { texts as requestsTexts } from './requests/texts.ts';
import { texts as roomsTexts } from './rooms/texts.ts';
import { texts as settingsTexts } from './settings/texts.ts';

export interface PartProps {
  /** What follows the part in the address. */
  readonly rest: readonly string[];
}
export interface Part {
  readonly id: string;
  readonly label: Key;
  readonly icon: IconName;
  /** A row or query that one must be allowed; absent: for every member. */
  readonly needs?: string;
  readonly page: Later<PartProps>;
}

/** A part's page with its texts and its sheet. */
function part(id: string, texts: Bundle, load: () => Promise<{ readonly Page: FunctionComponent<PartProps> }>): Later<PartProps> {
  return later(async () => (await Promise.all([load(), textsAdd(texts), styleAdd(`academy-${id}`)]))[0].Page);
}

export const PARTS: readonly Part[] = [
  { id: 'rooms', label: 'academy.rooms', icon: 'screen', page: part('rooms', roomsTexts, () => import('./rooms/page.tsx')) },
  { id: 'people', label: 'academy.people', icon: 'people', needs: 'person.list', page: part('people', peopleTexts, () => import('./people/page.tsx')) },
  { id: 'requests', label: 'academy.requests', icon: 'door', needs: 'access.list', page: part('requests', requestsTexts, () => import('./requests/page.tsx')) },
  { id: 'figures', label: 'academy.figures', icon: 'clock', needs: 'access.figures', page: part('figures', figuresTexts, () => import('./figures/page.tsx')) },
  { id: 'credentials', label: 'academy.credentials', icon: 'award', needs: 'credential.give', page: part('credentials', credentialTexts, () => import('./credentials/page.tsx')) },
  { id: 'announcements', label: 'academy.announcements', icon: 'bell', needs: 'announce.post', page: part('announcements', newsTexts, () => import('./announcements/page.tsx')) },
  { id: 'settings', label: 'academy.settings', icon: 'settings', needs: 'settings.set', page: part('settings', settingsTexts, () => import('./settings/page.tsx')) },
];
