// SPDX-License-Identifier: Apache-2.0
import type { Feature } from '../../core/feature.ts';
import { isStaff } from '../../core/views.ts';
import type { LobbyView } from './view.ts';

export const lobby: Feature = {
  id: 'lobby',
  needs: ({ lobby: share, me }: LobbyView) => (isStaff(me.role) ? share?.count ?? 0 : 0),
};
