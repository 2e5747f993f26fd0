// SPDX-License-Identifier: Apache-2.0
// What the team has announced, the youngest first, until it ends or one puts it away.
import type { JSX } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { useNow } from '../../core/clock.ts';
import { useView } from '../../core/here.ts';
import { keptHere } from '../../core/keep.ts';
import { personName, spoken, useWords } from '../../i18n/context.tsx';
import { Icon } from '../../ui/icon.tsx';
import { notify } from '../../ui/live.tsx';
import { IconButton, Time } from '../../ui/parts.tsx';
import { Prose } from '../../ui/prose.tsx';
import { RoomContext, useSession } from '../../ui/session.tsx';
import { overSince, standing } from './shared.ts';
import type { NoticeView } from './view.ts';

/** Which are put away in this browser. */
function useAway(): readonly [ReadonlySet<number>, (seq: number, away: boolean) => void] {
  const key = `muster.notices.${useSession().identity.id}.${useContext(RoomContext)}`;
  const [away, set] = useState<ReadonlySet<number>>(() => new Set((keptHere.get(key) ?? '').split(',').map(Number)));
  const put = (seq: number, gone: boolean): void => set((before) => {
    const next = new Set(before);
    if (gone) next.add(seq);
    else next.delete(seq);
    keptHere.set(key, [...next].slice(-20).join());
    return next;
  });
  return [away, put];
}

export function NoticeNow(): JSX.Element | null {
  const words = useWords();
  const { t, lang } = words;
  const notices = standing(useView((view: NoticeView) => view.notice?.notices), useView(overSince)).reverse();
  const [away, put] = useAway();
  const now = useNow(60_000);
  const shown = notices.filter(({ seq }) => !away.has(seq));
  if (shown.length === 0) return null;
  return (
    <ul class="notices" aria-label={t('notice.label')} data-testid="notices">
      {shown.map(({ seq, value }) => {
        const text = spoken(value.text, lang);
        return (
          <li key={seq} class={value.urgent ? 'notice-room notice-urgent' : 'notice-room'} data-testid={`notice-${seq}`}>
            <Icon name={value.urgent ? 'broken' : 'bell'} />
            <div>
              {value.urgent && <strong>{t('notice.urgent')}</strong>}
              <div lang={text.lang}><Prose text={text.text} dir={text.dir} /></div>
              {value.link && <a href={value.link} target="_blank" rel="noopener noreferrer">{t('notice.link')}<span class="hidden"> {t('app.opens')}</span></a>}
              <p class="meta"><bdi>{value.by === undefined ? t('notice.team') : personName(words, value.name ?? value.by)}</bdi> · <Time at={value.edited ?? value.at} now={now} /></p>
            </div>
            <IconButton icon="close" label={t('notice.away')} testid={`notice-away-${seq}`}
              onClick={() => { put(seq, true); notify(t('notice.away.done'), { label: t('do.undo'), run: () => put(seq, false) }); }} />
          </li>
        );
      })}
    </ul>
  );
}
