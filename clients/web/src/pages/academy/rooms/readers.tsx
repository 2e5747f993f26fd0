// SPDX-License-Identifier: Apache-2.0
// Who could read an entry of this room at some moment, for organisers: asked when it is wanted, for it is reckoned anew.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { countryName } from '../../../core/countries.ts';
import { personName, useWords } from '../../../i18n/context.tsx';
import type { Key } from '../../../i18n/index.ts';
import { Badge, Button, Empty } from '../../../ui/parts.tsx';
import { useSession } from '../../../ui/session.tsx';
import { ACADEMY } from '../context.ts';
import { Saved } from '../saved.tsx';
import { Labelled } from './fields.tsx';

interface Reader {
  readonly person: string;
  readonly name: string;
  readonly country?: string;
  readonly inside: boolean;
  readonly why: readonly string[];
  readonly own?: boolean;
}
interface Page {
  readonly type?: string;
  readonly at?: number;
  readonly state: 'shown' | 'withdrawn' | 'refused' | 'sums' | 'later';
  readonly people?: readonly Reader[];
  readonly count?: number;
  readonly next?: string;
}
type Asked = { readonly [key: string]: string | number };

const PAGE = 100;
const WHYS: readonly string[] = ['host', 'invited', 'country', 'role', 'academy', 'registered', 'made', 'organiser', 'course', 'guest', 'room'];

/** The number of an entry, or the last one of a link to it; 0: there is none. */
export function entryIn(text: string): number {
  return Number(/(\d{1,15})\D*$/.exec(text)?.[1] ?? 0);
}

export function Readers({ of }: { of: string }): JSX.Element {
  const { t } = useWords();
  const session = useSession();
  const [entry, setEntry] = useState('');
  const [moment, setMoment] = useState('');
  const [asked, setAsked] = useState<Asked>({});
  const [page, setPage] = useState<Page | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<Key | undefined>(undefined);
  const ask = async (question: Asked, before: readonly Reader[]): Promise<void> => {
    setBusy(true);
    setWrong(undefined);
    try {
      const answer = (await session.query('room.readers', { room: ACADEMY, ...question, limit: PAGE })) as Page;
      setPage({ ...answer, people: [...before, ...(answer.people ?? [])] });
    } catch (error) {
      const code = Number((error as { code?: unknown }).code);
      if (code === 404) setPage(undefined);
      setWrong(code === 404 ? 'readers.nowhere' : code === 111 ? 'readers.busy' : 'entry.failed');
    } finally {
      setBusy(false);
    }
  };
  const send = (): void => {
    const number = entryIn(entry);
    if (number === 0) return setWrong('readers.wants');
    const question = { of, entry: number, ...(moment === '' ? {} : { at: new Date(moment).getTime() }) };
    setAsked(question);
    return void ask(question, []);
  };
  return (
    <section class="academy-part" aria-labelledby="rooms-readers">
      <h2 id="rooms-readers">{t('readers.title')}</h2>
      <p class="hint">{t('readers.hint')}</p>
      <form class="readers-ask" noValidate onSubmit={(event) => { event.preventDefault(); send(); }}>
        <Labelled label={t('readers.entry')} id="readers-entry"><input id="readers-entry" type="text" dir="ltr" autocomplete="off" value={entry} data-testid="readers-entry" onInput={(event) => setEntry(event.currentTarget.value)} /></Labelled>
        <Labelled label={t('readers.moment')} id="readers-moment"><input id="readers-moment" type="datetime-local" value={moment} data-testid="readers-moment" aria-describedby="readers-moment-hint" onInput={(event) => setMoment(event.currentTarget.value)} /></Labelled>
        <p class="hint" id="readers-moment-hint">{t('readers.moment.hint')}</p>
        <div><Button submit busy={busy} testid="readers-go">{t('readers.go')}</Button></div>
      </form>
      <p class="refusal" role="alert">{wrong && t(wrong as 'entry.failed')}</p>
      {page && <Answer page={page} asked={asked} busy={busy} onMore={() => void ask({ ...asked, after: page.next ?? '' }, page.people ?? [])} />}
    </section>
  );
}

function Answer({ page, asked, busy, onMore }: { page: Page; asked: Asked; busy: boolean; onMore: () => void }): JSX.Element {
  const words = useWords();
  const { t, lang, full } = words;
  const { at, state, people = [], count = 0, next } = page;
  const parameters = Object.fromEntries(Object.entries(asked).map(([key, value]) => [key, String(value)]));
  if (state !== 'shown') return <p role="status" data-testid="readers-state">{t(`readers.state.${state}`)}</p>;
  return (
    <div class="stack" role="status">
      <div class="row people-history-head">
        <strong data-testid="readers-count">{t('readers.count', { n: count })}</strong>
        {at !== undefined && <span class="meta">{t('readers.from', { date: full(at) })}</span>}
        <Saved query="room.readers" name="readers.csv" parameters={parameters} testid="readers-csv" />
      </div>
      {people.length === 0 ? <Empty icon="people">{t('readers.nobody')}</Empty> : (
        <ul class="academy-rows" data-testid="readers">
          {people.map(({ person, name, country, inside, why, own }) => (
            <li key={person} class="academy-row" data-testid={`reader-${person}`}>
              <div class="academy-row-text">
                <span><bdi>{personName(words, name || person)}</bdi>{country && <> · {countryName(country, lang)}</>}</span>
                <span class="meta">{[own && t('readers.own'), ...why.filter((each) => WHYS.includes(each)).map((each) => t(`readers.why.${each}` as Key))].filter(Boolean).join(' · ')}</span>
              </div>
              <Badge tone={inside ? 'good' : 'plain'}>{t(inside ? 'readers.inside' : 'readers.outside')}</Badge>
            </li>
          ))}
        </ul>
      )}
      {next !== undefined && <div><Button busy={busy} onClick={onMore} testid="readers-more">{t('readers.more')}</Button></div>}
    </div>
  );
}
