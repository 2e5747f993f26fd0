// SPDX-License-Identifier: Apache-2.0
// A session that is over can be watched again: from its beginning, or from one of its chapters.
import type { JSX } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { useView } from '../../core/here.ts';
import { paramsSet, place } from '../../core/router.ts';
import type { RoomView, Texts } from '../../core/views.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { Button } from '../../ui/parts.tsx';
import { RoomContext } from '../../ui/session.tsx';
import { fetched } from './replay/fetched.ts';
import type { Index } from './replay/film.ts';
import type { MediaView } from './view.ts';
import { languageNames } from './zone.ts';

interface AgendaView extends RoomView {
  readonly agenda?: { readonly items?: { readonly [seq: string]: { readonly title: Texts } } };
}

export function Again(): JSX.Element | null {
  const { t, lang, countdown } = useWords();
  const film = useIndex();
  const recordings = Object.values(useView((view: MediaView) => view.media?.recordings) ?? {});
  const items = useView((view: AgendaView) => view.agenda?.items);
  if (!film) return null;
  const watch = (moment: number): void => paramsSet({ ...place.get().query, t: String(Math.floor((moment - film.from) / 1000)) });
  const languages = [...new Set(recordings.flatMap((each) => (each.lang === undefined ? [] : [each.lang])))];
  const what = recordings.length === 0 ? t('stage.again.without') : languages.length === 0 ? t('stage.again.recording')
    : t('stage.again.recorded', { languages: new Intl.ListFormat(lang).format(languageNames(lang, languages)) });
  const chapters = film.chapters.flatMap(({ item, at }) => (items?.[item] ? [{ at, title: spoken(items[item].title, lang) }] : []));
  return (
    <section class="again" aria-labelledby="again-title" data-testid="again">
      <h3 id="again-title">{t('stage.again')}</h3>
      <p>{t('stage.again.lead')}</p>
      <p class="meta">{t('stage.again.length', { time: countdown(film.to - film.from) })} · {what}</p>
      <Button kind="strong" icon="play" onClick={() => watch(film.from)} testid="again-watch">{t('stage.again')}</Button>
      {chapters.length > 0 && (
        <nav aria-label={t('stage.again.chapters')}>
          <ol class="again-chapters">
            {chapters.map(({ at, title }) => (
              <li key={at}>
                <a href={`?t=${Math.floor((at - film.from) / 1000)}`} data-testid={`again-chapter-${at}`} onClick={(event) => { event.preventDefault(); watch(at); }}>
                  <time>{countdown(at - film.from)}</time>
                  <span lang={title.lang} dir={title.dir}>{title.text}</span>
                </a>
              </li>
            ))}
          </ol>
        </nav>
      )}
    </section>
  );
}

/** undefined: it has not come, or there is none: it never was live. */
function useIndex(): Index | undefined {
  const room = useContext(RoomContext);
  const [index, setIndex] = useState<Index | undefined>(undefined);
  useEffect(() => {
    let gone = false;
    fetched(`/api/films/${room}`).then((found) => gone || setIndex(found as Index), () => undefined);
    return () => {
      gone = true;
    };
  }, [room]);
  return index;
}
