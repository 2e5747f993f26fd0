// SPDX-License-Identifier: Apache-2.0
// Before the start: what the session is for, where its hours are at home, what is spoken, and, as the catalogue says it, who
// its hosts are; and its way into the reader's own calendar. Loaded while one waits.
import type { JSX } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { useView } from '../../core/here.ts';
import type { Texts } from '../../core/views.ts';
import { personName, spoken, useWords } from '../../i18n/context.tsx';
import { Prose } from '../../ui/prose.tsx';
import { RoomContext, useSession } from '../../ui/session.tsx';
import { take } from '../../ui/take.ts';
import type { StageView } from './view.ts';
import { hereAndThere, languageNames, placeOf } from './zone.ts';

interface Listed {
  readonly summary?: Texts;
  readonly names?: { readonly [id: string]: string };
  readonly hosts?: readonly string[];
}

export function About(): JSX.Element {
  const { lang } = useWords();
  const room = useContext(RoomContext);
  const { title, start, minutes } = useView((view: StageView) => view.stage);
  return (
    <>
      <Facts />
      {start !== undefined && <take.Page of={room} at={start} minutes={minutes} title={spoken(title, lang).text} worded testid="calendar" />}
    </>
  );
}

function Facts(): JSX.Element | null {
  const words = useWords();
  const { t, lang } = words;
  const listed = useListed();
  const stage = useView((view: StageView) => view.stage);
  const summary = spoken(stage.summary ?? listed?.summary, lang);
  // Who may change the room is told the names of those invited too.
  const hosts = (listed?.hosts ?? Object.keys(listed?.names ?? {})).flatMap((id) => listed?.names?.[id] ?? []);
  const there = stage.zone === undefined || stage.start === undefined ? undefined : hereAndThere(lang, stage.start, stage.zone);
  const list = new Intl.ListFormat(lang);
  if (summary.text === '' && hosts.length === 0 && !there && !stage.series && !stage.languages) return null;
  return (
    <div class="stage-card-text stage-about" data-testid="stage-about">
      {there !== undefined && stage.zone && <p data-testid="stage-there">{t('stage.there', { time: there, zone: placeOf(stage.zone) })}</p>}
      {summary.text !== '' && <div lang={summary.lang}><Prose text={summary.text} dir={summary.dir} /></div>}
      <p class="stage-facts">
        {hosts.length > 0 && <span>{t('stage.hosts', { names: list.format(hosts.map((name) => personName(words, name))) })}</span>}
        {stage.languages && <span data-testid="stage-languages">{t('stage.languages', { languages: list.format(languageNames(lang, stage.languages)) })}</span>}
        {stage.series && <span data-testid="stage-series">{t('stage.series', { series: stage.series })}</span>}
      </p>
    </div>
  );
}

/** A room that is in no catalogue has nothing there. */
function useListed(): Listed | undefined {
  const session = useSession();
  const of = useContext(RoomContext);
  const [listed, setListed] = useState<Listed | undefined>(undefined);
  useEffect(() => {
    let gone = false;
    session.query('room.get', { room: 'academy:main', of }).then((answer) => gone || setListed(answer as Listed), () => undefined);
    return () => {
      gone = true;
    };
  }, [session, of]);
  return listed;
}
