// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import { useView } from '../../../core/here.ts';
import { spoken, useWords } from '../../../i18n/context.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Lines } from '../../../ui/wall.tsx';
import { overSince, standing } from '../shared.ts';
import type { NoticeView } from '../view.ts';

/** What was announced last, while it stands. */
export function WallNotice(): JSX.Element | null {
  const { lang } = useWords();
  const notice = standing(useView((view: NoticeView) => view.notice?.notices), useView(overSince)).at(-1)?.value;
  if (!notice) return null;
  const text = spoken(notice.text, lang);
  return <p class={notice.urgent ? 'wall-notice wall-notice-urgent' : 'wall-notice'} aria-live="polite" data-testid="wall-notice"><Icon name={notice.urgent ? 'broken' : 'bell'} /><Lines text={text.text} lang={text.lang} dir={text.dir} /></p>;
}
