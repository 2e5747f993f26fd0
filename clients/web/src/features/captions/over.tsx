// SPDX-License-Identifier: Apache-2.0
// What is being said, on the picture: the last lines of the language that one chose, on a ground of their own. Nothing
// else moves for them.
import type { JSX } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { ClockContext } from '../../core/clock.ts';
import { useStore } from '../../core/store.ts';
import { useWords } from '../../i18n/context.tsx';
import { RoomContext, useRoom } from '../../ui/session.tsx';
import { look, useLanguage } from './look.ts';
import { dirOfTag, goesIn, ownName, shown } from './view.ts';
import type { CaptionsView } from './view.ts';

const SOON_MS = 8000;

export function CaptionsOver(): JSX.Element | null {
  const language = useLanguage();
  return language === undefined ? null : <Lines key={language} language={language} />;
}

function Lines({ language }: { language: string }): JSX.Element {
  const { t } = useWords();
  const room = useContext(RoomContext);
  const { view } = useRoom<CaptionsView>(`${room}/captions/${language}`);
  const { size, colours, place, aloud } = useStore(look);
  const [, redraw] = useState({});
  const now = useContext(ClockContext)();
  const lines = shown(view?.captions?.lines, now);
  // Whoever has just chosen sees where lines will be.
  const [since] = useState(now);
  const waits = lines.length === 0 && now - since < SOON_MS;
  const left = waits ? since + SOON_MS - now : goesIn(lines, now);
  useEffect(() => {
    if (left === undefined) return undefined;
    const timer = setTimeout(() => redraw({}), left + 1);
    return () => clearTimeout(timer);
  });
  return (
    <section class={`captions captions-${size} captions-${colours} captions-${place}`} aria-label={t('captions.in', { language: ownName(language) })} data-testid="captions" data-language={language}>
      {waits && <div class="captions-lines"><p data-testid="captions-soon">{t('captions.soon')}</p></div>}
      <div class="captions-lines" lang={language} dir={dirOfTag(language)} aria-live={aloud ? 'polite' : 'off'} aria-relevant="additions">
        {lines.map(({ seq, value: { text, dir } }) => <p key={seq} dir={dir} data-testid={`caption-${seq}`}>{text}</p>)}
      </div>
    </section>
  );
}
