// SPDX-License-Identifier: Apache-2.0
// Where a document is cited: in this room, and, asked for, in the reader's other courses. Each room says its own places, to
// whoever sees them.
import type { JSX } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { inbox } from '../../core/inbox.ts';
import type { Route } from '../../core/router.ts';
import { useStore } from '../../core/store.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { Button, Link } from '../../ui/parts.tsx';
import { RoomContext, useSession } from '../../ui/session.tsx';
import { useAsked } from './asking.ts';
import type { Place } from './view.ts';

interface Answer {
  readonly places: readonly Place[];
  readonly next?: number;
}
// Each is one question to a room that may be asleep.
const ROOMS_MAX = 12;

export function Places({ document }: { document: number }): JSX.Element {
  const { t } = useWords();
  const session = useSession();
  const room = useContext(RoomContext);
  const own = useAsked<Answer>('document.cited', { document });
  const others = Object.keys(useStore(inbox)?.inbox?.rooms ?? {}).filter((of) => of.startsWith('course:') && of !== room).slice(0, ROOMS_MAX);
  const [more, setMore] = useState<readonly Place[]>([]);
  const [next, setNext] = useState<number | undefined>(undefined);
  const [found, setFound] = useState<readonly { readonly of: string; readonly places: readonly Place[] }[] | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const after = more.length > 0 ? next : own?.next;
  const further = (): void => {
    setBusy(true);
    session.query('document.cited', { room, document, after: after! }).then((answer) => {
      setMore([...more, ...(answer as Answer).places]);
      setNext((answer as Answer).next);
    }, () => undefined).finally(() => setBusy(false));
  };
  const elsewhere = (): void => {
    setBusy(true);
    const asked = others.map((of) => session.query('document.cited', { room: of, of: room, document }).then((answer) => ({ of, places: (answer as Answer).places }), () => ({ of, places: [] })));
    void Promise.all(asked).then((all) => setFound(all.filter(({ places }) => places.length > 0))).finally(() => setBusy(false));
  };
  const here = [...(own?.places ?? []), ...more];
  return (
    <section class="stack" aria-labelledby="cited">
      <h2 id="cited">{t('lib.cited')}</h2>
      {here.length > 0 ? <List room={room} places={here} /> : own && <p class="hint">{t('lib.cited.none')}</p>}
      {after !== undefined && <Button busy={busy} onClick={further}>{t('do.more')}</Button>}
      {found?.map(({ of, places }) => <List key={of} room={of} places={places} />)}
      {found?.length === 0 && <p class="hint">{t('lib.cited.nowhere')}</p>}
      {others.length > 0 && !found && <p><Button busy={busy} onClick={elsewhere} testid="cited-others">{t('lib.cited.others')}</Button></p>}
    </section>
  );
}

function List({ room, places }: { room: string; places: readonly Place[] }): JSX.Element {
  const { t, lang } = useWords();
  return (
    <ul class="cited-list" data-testid="cited-list">
      {places.map((place) => {
        const post = 'post' in place;
        const to: Route = post ? { page: 'thread', room, thread: place.thread } : { page: 'unit', room, unit: place.unit };
        const title = post ? undefined : spoken(place.title, lang);
        return (
          <li key={post ? place.post : place.item}>
            <Link to={to} hash={post ? `post-${place.post}` : `item-${place.item}`}>
              {t(post ? 'lib.cited.post' : 'lib.cited.item')}{' '}
              {post ? <q dir={place.dir}>{place.text ?? ''}</q> : <span lang={title?.lang} dir={title?.dir}>{title?.text}</span>}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
