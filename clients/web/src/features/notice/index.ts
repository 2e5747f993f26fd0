// SPDX-License-Identifier: Apache-2.0
import { changed } from '../../core/feature.ts';
import type { Feature, Say } from '../../core/feature.ts';
import { spoken } from '../../i18n/context.tsx';
import { overSince, standing } from './shared.ts';
import type { NoticeView } from './view.ts';

const said: Say = ({ lang }, event) => {
  const notice = (event.view as unknown as NoticeView).notice?.notices?.[changed(event, 'notice', 'notices')];
  return notice && { text: spoken(notice.text, lang).text, urgency: notice.urgent ? 'assertive' : 'polite' };
};

export const notice: Feature = {
  id: 'notice',
  later: ['Now'],
  now: (view: NoticeView, { lang }) => spoken(standing(view.notice?.notices, overSince(view)).at(-1)?.value.text, lang).text || undefined,
  say: { 'notice.post': said, 'notice.edit': said },
};
