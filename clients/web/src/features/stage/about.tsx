// SPDX-License-Identifier: Apache-2.0
// Before the start: what the catalogue says the session is for, and who its hosts are. Loaded while one waits.
import type { JSX } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { Texts } from '../../core/views.ts';
import { personName, spoken, useWords } from '../../i18n/context.tsx';
import { Prose } from '../../ui/prose.tsx';
import { RoomContext, useSession } from '../../ui/session.tsx';

interface Listed {
  readonly summary?: Texts;
  readonly names?: { readonly [id: string]: string };
  readonly hosts?: readonly string[];
}

export function About(): JSX.Element | null {
  const words = useWords();
  const session = useSession();
  const of = useContext(RoomContext);
  const [listed, setListed] = useState<Listed | undefined>(undefined);
  useEffect(() => {
    let gone = false;
    // A room that is in no catalogue says nothing of itself.
    session.query('room.get', { room: 'academy:main', of }).then((answer) => gone || setListed(answer as Listed), () => undefined);
    return () => {
      gone = true;
    };
  }, [session, of]);
  if (!listed) return null;
  const summary = spoken(listed.summary, words.lang);
  // Who may change the room is told the names of those invited too.
  const hosts = (listed.hosts ?? Object.keys(listed.names ?? {})).flatMap((id) => listed.names?.[id] ?? []);
  return (
    <div class="stage-card-text stage-about" data-testid="stage-about">
      {summary.text !== '' && <div lang={summary.lang}><Prose text={summary.text} dir={summary.dir} /></div>}
      {hosts.length > 0 && <p>{words.t('stage.hosts', { names: new Intl.ListFormat(words.lang).format(hosts.map((name) => personName(words, name))) })}</p>}
    </div>
  );
}
