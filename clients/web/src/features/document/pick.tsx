// SPDX-License-Identifier: Apache-2.0
// A document is cited while one writes: found in the library of this course or in another that one is in, and its address
// is put where the caret was. Whoever reads it sees its title.
import type { JSX, RefObject } from 'preact';
import { useContext, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useRights } from '../../core/here.ts';
import { pathOf } from '../../core/router.ts';
import type { Texts } from '../../core/views.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { Button, Empty, Spinner } from '../../ui/parts.tsx';
import { Select } from '../../ui/select.tsx';
import { RoomContext, useSession } from '../../ui/session.tsx';
import { Meta } from './meta.tsx';
import type { Page } from './view.ts';

export const CHARS = 200;
const WAIT_MS = 300;
const SHOWN = 20;
const ROOMS = 60;

/** `form` holds the field. */
export function Pick({ form }: { readonly form: RefObject<HTMLFormElement | null> }): JSX.Element | null {
  const { t } = useWords();
  // A guest of some documents looks for none.
  const has = useRights().may('document.list');
  const [opens, setOpens] = useState(false);
  const field = useRef<HTMLTextAreaElement | null>(null);
  const picked = useRef<string | undefined>(undefined);
  useLayoutEffect(() => {
    const element = form.current;
    const focused = ({ target }: FocusEvent): void => {
      if (target instanceof HTMLTextAreaElement) field.current = target;
    };
    element?.addEventListener('focusin', focused);
    return () => element?.removeEventListener('focusin', focused);
  }, [has]);
  useLayoutEffect(() => {
    const address = opens ? undefined : picked.current;
    picked.current = undefined;
    const area = field.current?.isConnected ? field.current : form.current?.querySelector('textarea');
    if (address !== undefined && area && !area.readOnly) put(area, address);
  }, [opens]);
  if (!has) return null;
  return (
    <>
      <div class="row"><Button small kind="quiet" icon="book" onClick={() => setOpens(true)} testid="cite-pick">{t('lib.pick')}</Button></div>
      {opens && (
        <Picking onClose={() => setOpens(false)} onPick={(address) => {
          picked.current = address;
          setOpens(false);
        }} />
      )}
    </>
  );
}

/** As if it were typed, with a space where words would touch it. */
function put(area: HTMLTextAreaElement, address: string): void {
  const { value, selectionStart: from, selectionEnd: to } = area;
  const before = from > 0 && !/\s/u.test(value.charAt(from - 1)) ? ' ' : '';
  const after = to < value.length && /\s/u.test(value.charAt(to)) ? '' : ' ';
  const text = `${before}${address}${after}`;
  area.focus();
  area.setSelectionRange(from, to);
  if (document.execCommand('insertText', false, text)) return;
  area.setRangeText(text, from, to, 'end');
  area.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

interface Library {
  readonly of: string;
  readonly title: Texts;
}

/** Libraries of others that one is in; none where there is no academy. */
function useLibraries(room: string): readonly Library[] {
  const session = useSession();
  const [found, setFound] = useState<readonly Library[]>([]);
  useEffect(() => {
    session.query('room.list', { room: 'academy:main', scope: 'mine', limit: ROOMS }).then((answer) => {
      const { rooms } = answer as { readonly rooms: readonly (Library & { readonly template?: string })[] };
      setFound(rooms.filter(({ of, template }) => template === 'library' && of !== room));
    }, () => undefined);
  }, [session, room]);
  return found;
}

/** What the library of that room has by these words; null: it cannot be asked. */
export function useFound(of: string, words: string, limit: number): Page | null | undefined {
  const session = useSession();
  const [page, setPage] = useState<Page | null | undefined>(undefined);
  useEffect(() => {
    let gone = false;
    const ask = words.trim() === '' ? {} : { words: words.trim() };
    const timer = setTimeout(() => {
      session.query('document.list', { room: of, ...ask, limit }).then((answer) => gone || setPage(answer as unknown as Page), () => gone || setPage(null));
    }, words === '' ? 0 : WAIT_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [session, of, words, limit]);
  return page;
}

function Picking({ onPick, onClose }: { onPick: (address: string) => void; onClose: () => void }): JSX.Element {
  const { t, lang } = useWords();
  const room = useContext(RoomContext);
  const libraries = useLibraries(room);
  const [of, setOf] = useState(room);
  const [words, setWords] = useState('');
  const page = useFound(of, words, SHOWN);
  // The field stands in a form of its own within that of who writes.
  const held = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && event.target instanceof HTMLInputElement) event.preventDefault();
  };
  return (
    <Dialog title={t('lib.pick')} wide onClose={onClose}>
      <div class="stack" onKeyDown={held} data-testid="picking">
        {libraries.length > 0 && (
          <Select label={t('lib.pick.from')} value={of} onChange={setOf} testid="pick-from"
            options={[{ value: room, label: t('lib.pick.here') }, ...libraries.map((each) => ({ value: each.of, label: spoken(each.title, lang).text || each.of }))]} />
        )}
        <TextField label={t('lib.find')} value={words} max={CHARS} onInput={setWords} testid="pick-words" />
        {page === undefined && <Spinner label={t('entry.loading')} />}
        {page === null && <p role="alert">{t('lib.refused')}</p>}
        {page?.count === 0 && <Empty icon="book">{t(words.trim() === '' ? 'lib.none' : 'lib.none.found')}</Empty>}
        <ul class="library-list" data-testid="picks">
          {page?.documents.map(({ document: seq, about, versions }) => (
            <li key={seq} class="pick-row">
              <button type="button" class="pick-one" dir={about.dir} lang={about.language} data-testid={`pick-${seq}`}
                onClick={() => onPick(`${location.origin}${pathOf({ page: 'document', room: of, document: seq })}`)}>{about.title}</button>
              <Meta about={about} versions={versions} />
            </li>
          ))}
        </ul>
        {page && page.count > SHOWN && <p class="hint">{t('lib.pick.more', { n: page.count - page.documents.length })}</p>}
      </div>
    </Dialog>
  );
}
