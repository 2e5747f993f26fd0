// SPDX-License-Identifier: Apache-2.0
import type { Feature } from '../../core/feature.ts';
import type { RoomView } from '../../core/views.ts';
import { personName, roleName } from '../../i18n/context.tsx';
import { PeoplePanel } from './panel.tsx';
import { closedToAll } from './view.ts';
import type { PeopleView } from './view.ts';

export const member: Feature = {
  id: 'member',
  tab: { id: 'people', label: 'people.tab', icon: 'people', staff: true, talk: true },
  Panel: PeoplePanel,
  later: ['Now'],
  now: (view: PeopleView, { t }) => {
    const { sanction, lock, role } = view.me;
    if (sanction?.silent) return t('silenced.now');
    if (lock?.locked && role === 'participant') return t('locked.title');
    return closedToAll(view).length > 0 ? t('locked.all.title') : undefined;
  },
  say: {
    'member.set'(words, { before, view }) {
      const role = (view as unknown as RoomView).me.role;
      if ((before as unknown as RoomView).me.role === role) return undefined;
      return { text: words.t('people.role.told', { role: roleName(words, role) }), urgency: 'assertive', shown: true };
    },
    'member.taken'(words, { view }) {
      const name = (view as unknown as RoomView).member?.taken?.name ?? '';
      return { text: words.t('people.taken', { name: personName(words, name) }), urgency: 'polite', shown: true };
    },
  },
};
