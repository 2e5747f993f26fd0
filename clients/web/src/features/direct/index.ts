// SPDX-License-Identifier: Apache-2.0
import type { Feature, Say } from '../../core/feature.ts';
import { personName } from '../../i18n/context.tsx';
import { directOpen } from '../../ui/direct.ts';
import { keyOf, talksOf } from './view.ts';
import type { DirectView } from './view.ts';

// What somebody wrote to oneself, unless one looks at it; the team has its list.
const written: Say = (words, { by, view, patch }) => {
  const after = view as unknown as DirectView;
  const own = (patch['me'] as { readonly direct?: unknown } | undefined)?.direct;
  const listed = talksOf(after).filter(({ talk: { whom, pair } }) => pair || whom === undefined).find(({ view: { last } }) => last?.by === by);
  const open = directOpen.get();
  if (by === after.me.id || !own || !listed?.view.last) return undefined;
  if (typeof open === 'object' && keyOf(open) === keyOf(listed.talk)) return undefined;
  return { text: words.t('direct.told', { name: personName(words, listed.view.last.name ?? '') }), urgency: 'polite', shown: true };
};

export const direct: Feature = {
  id: 'direct',
  later: ['Acts'],
  needs: ({ direct: share }: DirectView) => Object.values(share?.talks ?? {}).filter(({ waits }) => waits > 0).length,
  say: { 'direct.send': written },
};
