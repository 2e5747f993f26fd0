// SPDX-License-Identifier: Apache-2.0
import type { Feature } from '../../core/feature.ts';
import type { GroupView } from './view.ts';

export const group: Feature = {
  id: 'group',
  later: ['Now', 'Aside'],
  now({ group: share, me }: GroupView, { t }) {
    const tells = share && (share.state === 'closed' ? me.group?.mine : share.choice || !'nonemade'.includes(share.state));
    return tells ? t('group.title') : undefined;
  },
  needs: ({ group: share }: GroupView) => Object.values(share?.groups ?? {}).filter(({ help }) => help).length,
};
