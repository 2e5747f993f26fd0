// SPDX-License-Identifier: Apache-2.0
// What was said in a session that is over, to be read: each line leads to its second, and while the session is watched again the
// line of the moment is marked.
import type { JSX } from 'preact';
import { useContext, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useView } from '../../core/here.ts';
import { ReplayContext } from '../../core/replay.ts';
import type { Replay } from '../../core/replay.ts';
import { paramsSet, place } from '../../core/router.ts';
import { Store, useSelect } from '../../core/store.ts';
import { useWords } from '../../i18n/context.tsx';
import { TextField } from '../../ui/field.tsx';
import { FilterLine } from '../../ui/filters.tsx';
import { Button, Choice, Empty, followed } from '../../ui/parts.tsx';
import { useRove } from '../../ui/rove.ts';
import { RoomContext, useSession } from '../../ui/session.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { look } from './look.ts';
import type { Page } from './past.ts';
import { dirOfTag, inOrder, languagesOf, momentOf, ownName } from './view.ts';
import type { Line, Numbered } from './view.ts';

const SHOWN = 200;
const WORDS_CHARS = 100;
const NEVER = new Store(0);

export function Said(): JSX.Element {
  const { t, lang } = useWords();
  const offered = useView(languagesOf);
  const [chosen, setChosen] = useState(look.get().language);
  const language = [chosen, lang, ...offered].find((each) => offered.includes(each));
  if (language === undefined) return <Empty icon="captions">{t('captions.said.none')}</Empty>;
  return (
    <div class="panel-split said">
      <h2 class="hidden">{t('captions.said')}</h2>
      {offered.length > 1 && <div class="said-languages"><FilterLine><Choice label={t('captions.language')} name="said-language" value={language} onChange={setChosen} options={offered.map((tag) => ({ value: tag, label: ownName(tag) }))} /></FilterLine></div>}
      <Lines key={language} language={language} />
    </div>
  );
}

function Lines({ language }: { language: string }): JSX.Element {
  const { t } = useWords();
  const replay = useContext(ReplayContext);
  const lines = useAll(language);
  const [words, setWords] = useState('');
  const [most, setMost] = useState(SHOWN);
  const found = useMemo(() => lines && matching(lines, words), [lines, words]);
  const now = useSelect(replay?.moment ?? NEVER, (moment) => (replay && lines ? lineAt(lines, endOfSecond(moment, replay.from)) : undefined));
  const list = useRef<HTMLOListElement>(null);
  useRove(list);
  useEffect(() => {
    // It is brought into sight where one only reads along.
    if (now === undefined || words !== '' || list.current?.contains(document.activeElement)) return;
    list.current?.querySelector(`[data-line="${now}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [now]);
  if (!found) return <Skeleton kind="lines" label={t('entry.loading')} />;
  if (lines?.length === 0) return <Empty icon="captions">{t('captions.said.empty')}</Empty>;
  // The line of the moment is among those that are drawn.
  const place = now === undefined || words !== '' ? 0 : found.findIndex(({ seq }) => seq === now);
  const first = Math.max(0, Math.floor((place - SHOWN / 2) / SHOWN) * SHOWN);
  const shown = found.slice(first, Math.max(most, first + 2 * SHOWN));
  return (
    <>
      <div class="said-find"><TextField label={t('captions.said.find')} value={words} max={WORDS_CHARS} onInput={(next) => { setWords(next); setMost(SHOWN); }} testid="said-find" /></div>
      <div class="panel-scroll">
        {found.length === 0 && <p class="hint" role="status">{t('captions.said.nothing')}</p>}
        <ol class="said-lines" ref={list} lang={language} dir={dirOfTag(language)} data-testid="said">
          {shown.map((line) => <Row key={line.seq} line={line} now={line.seq === now} replay={replay} />)}
        </ol>
        {first + shown.length < found.length && <Button small onClick={() => setMost(first + shown.length + SHOWN)} testid="said-more">{t('captions.said.more')}</Button>}
      </div>
    </>
  );
}

function Row({ line: { seq, value }, now, replay }: { line: Numbered; now: boolean; replay: Replay | undefined }): JSX.Element {
  const { t, time, countdown } = useWords();
  const moment = momentOf(value);
  const when = replay ? countdown(Math.max(0, moment - replay.from)) : time(moment);
  // Whoever does not watch yet begins there; it can be opened beside, kept and sent.
  const query = { ...place.get().query, ...(replay ? { t: String(Math.floor((moment - replay.from) / 1000)) } : { t: '0', moment: String(moment) }) };
  const go = followed(() => {
    if (replay) replay.seek(moment);
    else paramsSet(query);
  });
  return (
    <li data-row data-line={seq} tabIndex={-1} aria-current={now ? 'true' : undefined}>
      <a href={`?${new URLSearchParams(query)}`} class="said-line" title={t('captions.said.to', { time: when })} onClick={go} data-testid={`said-${seq}`}>
        <time dateTime={new Date(moment).toISOString()}>{when}</time>
        <span dir={value.dir}>{value.text}</span>
      </a>
    </li>
  );
}

/** Addresses name whole seconds: whoever is led to that of a line finds it marked, though it begins within it. */
export function endOfSecond(moment: number, from: number): number {
  return from + (Math.floor((moment - from) / 1000) + 1) * 1000 - 1;
}

/** The last that was said by then. */
export function lineAt(lines: readonly Numbered[], moment: number): number | undefined {
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (momentOf(lines[middle]!.value) <= moment) low = middle + 1;
    else high = middle;
  }
  return lines[low - 1]?.seq;
}

/** Without case and marks: "résumé" is found by "resume". */
export function matching(lines: readonly Numbered[], words: string): readonly Numbered[] {
  const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase();
  const sought = plain(words.trim());
  return sought === '' ? lines : lines.filter(({ value }) => plain(value.text ?? '').includes(sought));
}

/** All of a language, from the last page to the first; undefined until they are here. */
function useAll(language: string): readonly Numbered[] | undefined {
  const session = useSession();
  const room = useContext(RoomContext);
  const [lines, setLines] = useState<readonly Numbered[] | undefined>(undefined);
  useEffect(() => {
    let gone = false;
    const read = async (): Promise<void> => {
      const all = new Map<number, Line>();
      let before: number | undefined;
      do {
        const page = await session.query('captions.history', { room, language, ...(before === undefined ? {} : { before }) }) as Page;
        for (const [seq, line] of Object.entries(page.lines)) all.set(Number(seq), line);
        before = page.next;
        if (gone) return;
      } while (before !== undefined);
      setLines(inOrder([...all].map(([seq, value]) => ({ seq, value }))).filter(({ value }) => value.text !== undefined));
    };
    read().catch(() => gone || setLines([]));
    return () => {
      gone = true;
    };
  }, [session, room, language]);
  return lines;
}
