// SPDX-License-Identifier: Apache-2.0
import { useRights, useView } from '../../core/here.ts';
import { ORGANISERS } from '../../core/views.ts';
import { useFacts } from './facts.ts';
import type { ForumView } from './view.ts';

/** Whether one moderates a discussion: as one of the team, or as who runs all groups that it is for. */
export function useModerates(): boolean {
  const { role } = useRights();
  const { cohorts } = useFacts();
  const staff = useView((view: ForumView) => view.me.cohort?.staff);
  return ORGANISERS.includes(role) || (cohorts !== undefined && cohorts.length > 0 && cohorts.every((number) => staff?.includes(number)));
}
