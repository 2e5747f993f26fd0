// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import { useTeam } from '../../core/team.ts';

/** The team's alone, so it comes with what the team loads. */
export function PeoplePanel(): JSX.Element | null {
  const parts = useTeam<typeof import('./staff.ts')>('member');
  return parts ? <parts.People /> : null;
}
