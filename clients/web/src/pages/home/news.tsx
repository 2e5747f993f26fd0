// SPDX-License-Identifier: Apache-2.0
// What the academy announces to this person, and the code of conduct that they have not accepted yet.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { inbox } from '../../core/inbox.ts';
import type { Session } from '../../core/session.ts';
import { useStore } from '../../core/store.ts';
import { bySeq } from '../../core/views.ts';
import type { BySeq } from '../../core/views.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { later } from '../../ui/later.tsx';
import { Button } from '../../ui/parts.tsx';
import { Prose } from '../../ui/prose.tsx';
import { ACADEMY } from '../academy/context.ts';
import type { AcademyView, Announced } from '../academy/context.ts';

export function News({ academy, session }: { academy: AcademyView | undefined; session: Session | undefined }): JSX.Element | null {
  const { t, lang } = useWords();
  const known = useStore(inbox);
  const dismissed = known?.inbox?.dismissed;
  const here = useForCountries(academy?.announce?.countries, session);
  // Nothing is shown before it is known what was put away.
  const news = !known ? [] : bySeq({ ...academy?.announce?.news, ...here }).filter(({ seq }) => !dismissed?.[seq]).reverse();
  const away = (announcement: number): void => void session?.queue.run('inbox.dismiss', { room: 'inbox:me', announcement });
  const asks = academy?.conduct !== undefined && academy.me.conduct?.version !== academy.conduct.version;
  if (news.length === 0 && !asks) return null;
  return (
    <section class="home-news" aria-label={t('home.news')} data-testid="home-news">
      {asks && session && <Conduct />}
      {news.map(({ seq, value }) => {
        const [title, text] = [spoken(value.title, lang), spoken(value.text, lang)];
        return (
          <article key={seq} class="home-one" aria-label={title.text} data-testid={`announced-${seq}`}>
            <Icon name="bell" />
            <div>
              <strong lang={title.lang} dir={title.dir}>{title.text}</strong>
              <div lang={text.lang}><Prose text={text.text} dir={text.dir} /></div>
            </div>
            <Button small disabled={!session} onClick={() => away(seq)} testid={`dismiss-${seq}`}>{t('home.news.away')}</Button>
          </article>
        );
      })}
    </section>
  );
}

/** Asked again whenever something for some countries has changed. */
function useForCountries(changed: number | undefined, session: Session | undefined): BySeq<Announced> {
  const [found, setFound] = useState<BySeq<Announced>>({});
  useEffect(() => {
    if (changed === undefined || !session) return;
    void session.query('announce.list', { room: ACADEMY }).then((answer) => setFound((answer as { announcements: BySeq<Announced> }).announcements), () => undefined);
  }, [changed, session]);
  return found;
}

const text = later(async () => (await import('./conduct.tsx')).ConductText);

function Conduct(): JSX.Element {
  const { t } = useWords();
  const [reads, setReads] = useState(false);
  const close = (): void => setReads(false);
  return (
    <div class="told told-late" role="status" data-testid="conduct">
      <div class="told-row">
        <Icon name="needs" />
        <div><strong>{t('home.conduct')}</strong><p>{t('home.conduct.hint')}</p></div>
        <Button kind="strong" small onClick={() => setReads(true)} testid="conduct-read">{t('home.conduct.read')}</Button>
      </div>
      {reads && <Dialog title={t('home.conduct')} onClose={close} wide><text.Page onAccepted={close} onClose={close} /></Dialog>}
    </div>
  );
}
