// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import { useMedia } from '../../core/media.ts';
import { useTeam } from '../../core/team.ts';

export function StageTools(): JSX.Element | null {
  const roomy = useMedia('(min-width: 60rem)');
  const parts = useTeam<typeof import('./staff.ts')>('stage');
  return parts ? <parts.Controls folded={!roomy} /> : null;
}
