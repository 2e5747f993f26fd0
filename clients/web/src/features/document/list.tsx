// SPDX-License-Identifier: Apache-2.0
// The library: what one looks for stands in the address, and the list comes in pages.
import type { JSX } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { useRights, useView } from '../../core/here.ts';
import type { JsonObject } from '../../core/merge.ts';
import { keep } from '../../core/csv.ts';
import { paramsSet, place } from '../../core/router.ts';
import { useStore } from '../../core/store.ts';
import { useWords } from '../../i18n/context.tsx';
import { Back } from '../../ui/back.tsx';
import { Acts } from '../../ui/acts.tsx';
import { useAct } from '../../ui/command.ts';
import { TextField } from '../../ui/field.tsx';
import { FilterLine } from '../../ui/filters.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Line } from '../../ui/line.tsx';
import { notify } from '../../ui/live.tsx';
import { Button, Empty, Link } from '../../ui/parts.tsx';
import { Select } from '../../ui/select.tsx';
import { RoomContext, useSession } from '../../ui/session.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { usePageTitle } from '../../ui/title.ts';
import { useAsked } from './asking.ts';
import { AddForm } from './form.tsx';
import { Meta } from './meta.tsx';
import { languageName } from './view.ts';
import { FORMS, save, SAVED, sheetOfDocuments } from './saved.ts';
import type { SavedForm } from './saved.ts';
import type { LibraryView, Listed, Page } from './view.ts';

const CHARS = 200;
const WAIT_MS = 300;
const NAMES: { readonly [form in SavedForm]: string } = { csv: 'CSV', bibtex: 'BibTeX', ris: 'RIS' };
const FILTERS = ['words', 'author', 'subject', 'kind', 'language', 'year'] as const;
type Filter = (typeof FILTERS)[number];

/** What the address asks for, as the query has it. */
function asksOf(query: { readonly [name: string]: string }): JsonObject {
  const said = FILTERS.filter((name) => query[name]?.trim()).map((name) => [name, name === 'year' ? Number(query[name]) : query[name]!.trim()] as const);
  return Object.fromEntries(said.filter(([name, value]) => name !== 'year' || (Number.isInteger(value) && Number(value) > 0)));
}

export function LibraryPage(): JSX.Element {
  const { t } = useWords();
  const { may } = useRights();
  const [adds, setAdds] = useState(false);
  usePageTitle(t('lib.title'));
  return (
    <div class="sheet course library">
      <p><Back /></p>
      <div class="library-head">
        <h1>{t('lib.title')}</h1>
        {may('document.add') && !adds && <Button kind="strong" icon="plus" onClick={() => setAdds(true)} testid="document-new">{t('lib.add')}</Button>}
      </div>
      {adds && <AddForm onDone={() => setAdds(false)} />}
      <Policy />
      <Found />
    </div>
  );
}

/** Whether everybody may add documents: for who decides. */
function Policy(): JSX.Element | null {
  const { t } = useWords();
  const { may } = useRights();
  const { run } = useAct();
  const members = useView((view: LibraryView) => view.document?.members ?? false);
  if (!may('document.policy')) return null;
  return (
    <Line icon="people" says={t(members ? 'lib.policy.all' : 'lib.policy.team')} testid="library-policy">
      <label class="check">
        <input type="checkbox" checked={members} data-testid="library-members" onChange={({ currentTarget }) => void run('document.policy', { members: currentTarget.checked })} />
        <span>{t('lib.policy')}</span>
      </label>
    </Line>
  );
}

/** The address changes a moment after the last key: what is asked for is asked once. Where the address is changed by others
 *  the field follows; what it says of its own accord, or said from the beginning, takes no letter away that was typed since. */
function Words({ name, label }: { name: Filter; label: string }): JSX.Element {
  const { query } = useStore(place);
  const said = query[name] ?? '';
  const [text, setText] = useState(said);
  const known = useRef(said);
  useEffect(() => {
    if (text === known.current) return undefined;
    const timer = setTimeout(() => {
      known.current = text.trim() === '' ? '' : text;
      paramSet(name, text);
    }, WAIT_MS);
    return () => clearTimeout(timer);
  }, [text]);
  useEffect(() => {
    if (said === known.current) return;
    known.current = said;
    setText(said);
  }, [said]);
  return <TextField label={label} value={text} max={CHARS} onInput={setText} testid={`library-${name}`} />;
}

function paramSet(name: Filter, value: string): void {
  const query = { ...place.get().query };
  if (value.trim() === '') delete query[name];
  else query[name] = value;
  paramsSet(query);
}

function Filters({ facets }: { facets: Page | null | undefined }): JSX.Element {
  const { t, lang } = useWords();
  const { query } = useStore(place);
  const some = FILTERS.some((name) => query[name]);
  // The list begins in sight; what is looked for stays there, however much of it.
  const [open, setOpen] = useState(FILTERS.some((name) => name !== 'words' && query[name]));
  const choose = (name: 'kind' | 'language' | 'year', label: string, values: readonly (string | number)[] | undefined, nameOf: (value: string) => string): JSX.Element => (
    <Select label={label} value={query[name] ?? ''} onChange={(value) => paramSet(name, value)} testid={`library-${name}`}
      options={[{ value: '', label: t('lib.any') }, ...[...new Set([...(values ?? []).map(String), ...(query[name] ? [query[name]] : [])])].map((value) => ({ value, label: nameOf(value) }))]} />
  );
  return (
    <search class="library-filters" aria-label={t('lib.find')}>
      <FilterLine>
        <Words name="words" label={t('lib.words')} />
        <button type="button" class="button button-plain menu-button" aria-expanded={open} data-testid="library-filters" onClick={() => setOpen(!open)}>
          <span>{t('lib.filters')}</span><Icon name="open" end />
        </button>
        {some && <Button onClick={() => paramsSet(Object.fromEntries(Object.entries(query).filter(([name]) => !FILTERS.includes(name as Filter))))} testid="library-clear">{t('lib.clear')}</Button>}
      </FilterLine>
      {open && (
        <div class="library-more">
          <Words name="author" label={t('lib.author')} />
          <Words name="subject" label={t('lib.subject')} />
          {choose('kind', t('lib.kind'), facets?.kinds, (value) => t(`lib.kind.${value as 'book'}`))}
          {choose('language', t('lib.language'), facets?.languages, (value) => languageName(value, lang))}
          {choose('year', t('lib.year'), [...(facets?.years ?? [])].reverse(), (value) => value)}
        </div>
      )}
    </search>
  );
}

function Found(): JSX.Element {
  const { t } = useWords();
  const { query } = useStore(place);
  const asks = asksOf(query);
  const first = useAsked<Page>('document.list', { ...asks, facets: true });
  const any = Object.keys(asks).length > 0;
  return (
    <>
      {(any || (first?.count ?? 0) > 0) && <Filters facets={first} />}
      {first === undefined && <Skeleton kind="rows" label={t('entry.loading')} />}
      {first === null && <p role="alert">{t('lib.refused')}</p>}
      {first?.count === 0 && <Empty icon="book">{t(any ? 'lib.none.found' : 'lib.none')}</Empty>}
      {first && first.count > 0 && <Pages key={JSON.stringify([asks, first])} first={first} asks={asks} />}
    </>
  );
}

/** The whole list that was found, as a file, however many pages it has. */
function SaveAll({ asks }: { asks: JsonObject }): JSX.Element {
  const { t } = useWords();
  const session = useSession();
  const room = useContext(RoomContext);
  const [busy, setBusy] = useState(false);
  const whole = async (cite: JsonObject): Promise<readonly Listed[]> => {
    const list: Listed[] = [];
    for (let next: number | undefined = undefined, first = true; first || next !== undefined; first = false) {
      const page: Page = (await session.query('document.list', { room, ...asks, ...cite, ...(next === undefined ? {} : { before: next }) })) as unknown as Page;
      list.push(...page.documents);
      next = page.next;
    }
    return list;
  };
  const take = (form: SavedForm): void => {
    setBusy(true);
    void whole(form === 'csv' ? {} : { cite: form }).then((list) => {
      if (form === 'csv') keep('documents.csv', sheetOfDocuments(list));
      else save(`documents.${SAVED[form].end}`, SAVED[form].type, list.map(({ cite }) => cite ?? '').join('\n'));
    }, () => notify(t('lib.refused'))).finally(() => setBusy(false));
  };
  return <Acts label={t('lib.save.all')} busy={busy} acts={FORMS.map((form) => ({ label: t('lib.save.as', { form: NAMES[form] }), testid: `library-save-${form}`, onChoose: () => take(form) }))} />;
}

function Pages({ first, asks }: { first: Page; asks: JsonObject }): JSX.Element {
  const { t } = useWords();
  const session = useSession();
  const room = useContext(RoomContext);
  const [list, setList] = useState<readonly Listed[]>(first.documents);
  const [next, setNext] = useState(first.next);
  const [busy, setBusy] = useState(false);
  const more = (): void => {
    setBusy(true);
    session.query('document.list', { room, ...asks, before: next! }).then((answer) => {
      const page = answer as Page;
      setList([...list, ...page.documents]);
      setNext(page.next);
    }, () => notify(t('lib.refused'))).finally(() => setBusy(false));
  };
  return (
    <>
      <div class="row">
        <p class="hint" role="status" data-testid="library-count">{t('lib.count', { n: first.count })}</p>
        <SaveAll asks={asks} />
      </div>
      <ul class="library-list" data-testid="library-list">
        {list.map((each) => (
          <li key={each.document} data-testid={`document-${each.document}`}>
            <h2><Link to={{ page: 'document', room, document: each.document }}><span dir={each.about.dir} lang={each.about.language}>{each.about.title}</span></Link></h2>
            <Meta about={each.about} versions={each.versions} />
          </li>
        ))}
      </ul>
      {next !== undefined && <Button busy={busy} onClick={more} testid="library-more">{t('do.more')}</Button>}
    </>
  );
}
