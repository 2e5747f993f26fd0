// SPDX-License-Identifier: Apache-2.0
// Looking for what people wrote: the words, and what is chosen beside them, stand in the address.
import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useNow } from '../../core/clock.ts';
import { go, goTo, paramsSet, pathOf, place, useParam } from '../../core/router.ts';
import { useSelect } from '../../core/store.ts';
import { personName, spoken, useWords } from '../../i18n/context.tsx';
import { FilterLine } from '../../ui/filters.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { IconName } from '../../ui/icon.tsx';
import { Button, Empty, IconButton, Refusal, Time, followed } from '../../ui/parts.tsx';
import { Select } from '../../ui/select.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { usePageTitle } from '../../ui/title.ts';
import { useFound } from './found.ts';
import type { Found } from './found.ts';
import { watched } from './watched.ts';
import { grouped, isMoment, pieces, wayOf } from './way.ts';
import type { Hit, Is } from './way.ts';
import './style.css';

const KINDS = ['any', 'post', 'message', 'question', 'unit', 'document', 'caption', 'poll', 'room'] as const;
const WHENS = ['ever', 'day', 'week', 'month', 'year'] as const;
const DAY_MS = 86_400_000;
const DAYS: { readonly [W in (typeof WHENS)[number]]: number } = { ever: 0, day: 1, week: 7, month: 31, year: 366 };
const ICONS: { readonly [I in Is]: IconName } = {
  post: 'chat', thread: 'chat', message: 'chat', question: 'question', answer: 'question', comment: 'question', unit: 'notes', item: 'notes', document: 'book', caption: 'captions', room: 'screen', topic: 'chat', poll: 'poll',
};

export function SearchPage(): JSX.Element {
  const { t } = useWords();
  const query = useSelect(place, (now) => now.query);
  const words = query['q'] ?? '';
  const [kind, setKind] = useParam('kind', KINDS);
  const [when, setWhen] = useParam('when', WHENS);
  const now = useNow(60_000);
  // To the day: another moment would be another question.
  const since = DAYS[when] === 0 ? 0 : Math.floor(now / DAY_MS) * DAY_MS - (DAYS[when] - 1) * DAY_MS;
  const found = useFound({ words, kind, since, room: query['room'], by: query['by'] });
  usePageTitle(words === '' ? t('look.title') : `${words} · ${t('look.title')}`);
  return (
    <div class="sheet search">
      <h1>{t('look.title')}</h1>
      <Words words={words} />
      <FilterLine search={t('look.title')}>
        <Select label={t('look.kind')} value={kind} onChange={(value) => setKind(KINDS.find((each) => each === value) ?? 'any')} testid="search-kind" options={KINDS.map((value) => ({ value, label: t(`look.kind.${value}`) }))} />
        <Select label={t('look.when')} value={when} onChange={(value) => setWhen(WHENS.find((each) => each === value) ?? 'ever')} testid="search-when" options={WHENS.map((value) => ({ value, label: t(`look.when.${value}`) }))} />
      </FilterLine>
      <Chosen found={found} />
      <Results words={words} found={found} now={now} />
    </div>
  );
}

function Words({ words }: { words: string }): JSX.Element {
  const { t } = useWords();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(words);
  useLayoutEffect(() => field.current?.focus(), []);
  useLayoutEffect(() => setText((now) => (now.trim() === words ? now : words)), [words]);
  const write = (next: string): void => {
    setText(next);
    const { q: _, ...rest } = place.get().query;
    paramsSet(next.trim() === '' ? rest : { q: next.trim(), ...rest });
  };
  return (
    <div class="field search-words">
      <label for="search-words">{t('look.words')}</label>
      <input id="search-words" ref={field} type="search" dir="auto" value={text} maxLength={250} aria-describedby="search-hint" autocomplete="off" enterkeyhint="search" data-testid="search-words" onInput={(event) => write(event.currentTarget.value)} />
      <p id="search-hint" class="hint">{t('look.hint')}</p>
    </div>
  );
}

/** The room and the person that one looks for, each to be taken away. */
function Chosen({ found }: { found: Found }): JSX.Element | null {
  const words = useWords();
  const { t, lang } = words;
  const { room, by } = useSelect(place, ({ query }) => query);
  if (!room && !by) return null;
  const without = (name: string): void => {
    const { [name]: _, ...rest } = place.get().query;
    paramsSet(rest);
  };
  const title = room ? spoken(found.answer?.rooms[room]?.title ?? {}, lang).text || t('look.here') : '';
  const name = found.answer?.hits.find((hit) => hit.by === by)?.name;
  return (
    <div class="search-chosen">
      {room && <Button small icon="close" onClick={() => without('room')} testid="search-everywhere"><span>{t('look.within', { name: title })}</span><span class="hidden">{t('look.drop')}</span></Button>}
      {by && <Button small icon="close" onClick={() => without('by')} testid="search-anybody"><span>{t('look.by', { name: personName(words, name) })}</span><span class="hidden">{t('look.drop')}</span></Button>}
    </div>
  );
}

function Results({ words, found: { answer, busy, failed, more, again }, now }: { words: string; found: Found; now: number }): JSX.Element {
  const { t, lang } = useWords();
  const count = answer?.hits.length ?? 0;
  if (words.trim() === '') return <Empty icon="search">{t('look.empty')}</Empty>;
  return (
    <>
      <p class="hint" role="status" data-testid="search-count">{answer && !busy && count > 0 && (more ? t('look.found.more', { n: count }) : t('look.found', { n: count }))}</p>
      {failed && <div role="alert" class="row">{failed === 'LOST' ? <p data-testid="search-lost">{t('entry.failed')}</p> : <><p>{t('look.failed')}</p><Refusal error={failed} /></>}<Button onClick={again}>{t('app.again')}</Button></div>}
      {!answer && busy && <Skeleton kind="rows" label={t('entry.loading')} />}
      {answer && count === 0 && !busy && !failed && <Empty icon="search">{t('look.none')}</Empty>}
      {answer && grouped(answer.hits).map(([room, hits], at) => {
        const title = spoken(answer.rooms[room]?.title ?? {}, lang);
        return (
          <section key={`${room}/${at}`} class="search-group" data-testid="search-group">
            <h2 lang={title.lang} dir={title.dir}>{title.text || room}</h2>
            <ul class="search-hits">{hits.map((hit) => <li key={`${hit.kind}/${hit.thing}/${hit.post}/${hit.at}`}><Row hit={hit} now={now} /></li>)}</ul>
          </section>
        );
      })}
      {more && <div><Button busy={busy} onClick={more} testid="search-more">{t('look.more')}</Button></div>}
    </>
  );
}

function Row({ hit, now }: { hit: Hit; now: number }): JSX.Element {
  const words = useWords();
  const { t, lang } = words;
  const { to, hash } = wayOf(hit);
  const title = typeof hit.title === 'string' ? { text: hit.title, dir: hit.dir, lang: undefined } : spoken(hit.title ?? {}, lang);
  const rest = pieces(hit);
  const person = hit.kind === 'room' || hit.kind === 'unit' || hit.kind === 'item' || hit.kind === 'document' || hit.kind === 'caption' || hit.kind === 'topic' || hit.kind === 'poll' ? '' : hit.by === undefined ? t('look.nameless') : personName(words, hit.name);
  const follow = followed(() => {
    if (!isMoment(hit)) go(to, hash);
    // Of a session that is over to its moment there; of another to where it stands.
    else void watched(hit).then((address) => (address === undefined ? go(to, hash) : goTo(address)));
  });
  return (
    <>
      <a class="search-hit" href={pathOf(to) + (hash && `#${hash}`)} onClick={follow} data-testid={`found-${hit.kind}`}>
        <Icon name={ICONS[hit.kind]} />
        <span class="search-hit-text">
          {title.text !== '' && <strong lang={title.lang} dir={title.dir}>{title.text}</strong>}
          {rest.length > 0 && <span class="search-piece" dir="auto">{rest.map((piece, at) => (piece.found ? <mark key={at}>{piece.text}</mark> : piece.text))}</span>}
          <span class="search-meta">{t(`look.is.${hit.kind}`)}{person !== '' && <> · <bdi>{person}</bdi></>} · <Time at={hit.at} now={now} text={words.ago(Math.min(hit.at, now), now)} /></span>
        </span>
      </a>
      {hit.by !== undefined && person !== '' && <IconButton icon="person" label={`${t('look.only')}: ${person}`} onClick={() => paramsSet({ ...place.get().query, by: hit.by ?? '' })} testid="search-only" />}
    </>
  );
}
