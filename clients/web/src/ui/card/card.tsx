// SPDX-License-Identifier: Apache-2.0
// One person as the reader knows them here: who they are, what they wrote of all that the reader may see, and what can be done.
import type { JSX } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { countryName } from '../../core/countries.ts';
import { useRights, useRoleOf, useView } from '../../core/here.ts';
import { go, pathOf } from '../../core/router.ts';
import { isStaff } from '../../core/views.ts';
import type { Dir, Role, RoomView, Texts } from '../../core/views.ts';
import { personName, roleName, spoken, useWords } from '../../i18n/context.tsx';
import { Acts } from '../acts.tsx';
import type { Act } from '../acts.tsx';
import { useAct } from '../command.ts';
import { Dialog } from '../dialog.tsx';
import { directOpen } from '../direct.ts';
import { notify } from '../live.tsx';
import { Ago, Avatar, Badge, Button, followed } from '../parts.tsx';
import { RoomContext, useSession } from '../session.tsx';
import { Skeleton } from '../states.tsx';

interface Known {
  readonly name?: string;
  readonly country?: string;
  readonly role: Role | 'none';
  readonly posts: number;
  readonly more?: boolean;
}
interface Wrote {
  readonly post: number;
  readonly thread: number;
  readonly title?: string;
  readonly dir?: Dir;
  readonly at: number;
  readonly words?: string;
}
interface Page {
  readonly posts: readonly Wrote[];
  readonly next?: number;
}
interface CardView extends RoomView {
  readonly cohort?: {
    readonly cohorts?: { readonly [number: string]: { readonly title: Texts } };
    readonly people?: { readonly [id: string]: { readonly cohort?: number; readonly staff?: readonly number[] } };
  };
  readonly sanction?: { readonly silenced?: { readonly [id: string]: object } };
}

export function Card({ id, name, onClose }: { id: string; name: string | undefined; onClose: () => void }): JSX.Element {
  const words = useWords();
  const { t, lang } = words;
  const room = useContext(RoomContext);
  const session = useSession();
  const course = room.startsWith('course:');
  const { me } = useRights();
  const roleOf = useRoleOf();
  const [known, setKnown] = useState<Known | 'gone' | undefined>(undefined);
  useEffect(() => {
    if (!course) return undefined;
    let over = false;
    session.query('forum.card', { room, person: id }).then((answer) => over || setKnown(answer as unknown as Known), () => over || setKnown('gone'));
    return () => {
      over = true;
    };
  }, [session, room, id]);
  const facts = typeof known === 'object' ? known : undefined;
  const shown = personName(words, name ?? facts?.name);
  const role: Role | 'none' = facts?.role ?? roleOf(id);
  const groups = useGroups(id);
  return (
    <Dialog title={id === me ? t('name.you', { name: shown }) : shown} onClose={onClose}>
      <div class="whois" data-testid="card">
        <div class="whois-head">
          <Avatar id={id} name={name ?? facts?.name} />
          <p class="row">
            <Badge tone={role === 'participant' || role === 'none' || role === 'guest' ? 'plain' : 'accent'} testid="card-role">{role === 'none' ? t('card.away') : roleName(words, role)}</Badge>
            {facts?.country && <span data-testid="card-country">{countryName(facts.country, lang)}</span>}
            {groups.map((group) => <bdi key={group}>{group}</bdi>)}
          </p>
        </div>
        <Doing id={id} name={name ?? facts?.name ?? id} onClose={onClose} />
        {course && !known && <Skeleton kind="rows" label={t('entry.loading')} />}
        {known === 'gone' && <p class="hint" data-testid="card-gone">{t('card.gone')}</p>}
        {facts && <Posts id={id} facts={facts} onClose={onClose} />}
      </div>
    </Dialog>
  );
}

/** Those that the reader may know of. */
function useGroups(id: string): readonly string[] {
  const { t, lang } = useWords();
  const cohorts = useView((view: CardView) => view.cohort?.cohorts);
  const seat = useView((view: CardView) => view.cohort?.people?.[id]);
  const named = (number: number): string => spoken(cohorts?.[number]?.title, lang).text;
  return [...(seat?.cohort ? [named(seat.cohort)] : []), ...(seat?.staff ?? []).map((number) => t('card.runs', { name: named(number) }))].filter((text) => text !== '');
}

function Doing({ id, name, onClose }: { id: string; name: string; onClose: () => void }): JSX.Element | null {
  const words = useWords();
  const { t } = words;
  const room = useContext(RoomContext);
  const { me, may, staff } = useRights();
  const roleOf = useRoleOf();
  const { run, sending } = useAct();
  const silenced = useView((view: CardView) => view.sanction?.silenced?.[id] !== undefined);
  const shown = personName(words, name);
  if (id === me) return null;
  const plain = !isStaff(roleOf(id));
  const silence = (silent: boolean): Promise<boolean> => run('member.silence', { whom: id, silent });
  const acts: Act[] = [];
  // The windows of messages are the session's.
  if (staff && plain && room.startsWith('webinar:') && may('direct.send')) {
    acts.push({ label: t('card.write'), icon: 'mail', testid: 'card-write', onChoose: () => { onClose(); directOpen.set({ whom: id, name }); } });
  }
  if (staff && plain && room.startsWith('course:')) acts.push({ label: t('card.done'), testid: 'card-participation', onChoose: () => { onClose(); go({ page: 'participation', room, person: id }); } });
  if (may('member.silence') && plain) {
    acts.push({
      label: t(silenced ? 'card.unsilence' : 'card.silence'), testid: 'card-silence',
      onChoose: () => void silence(!silenced).then((done) => done && notify(t(silenced ? 'card.unsilenced' : 'card.silenced', { name: shown }), { label: t('do.undo'), run: () => void silence(silenced) })),
    });
  }
  return <Acts acts={acts} label={t('card.acts', { name: shown })} busy={sending} />;
}

/** The youngest first; more of them when one asks. */
function Posts({ id, facts, onClose }: { id: string; facts: Known; onClose: () => void }): JSX.Element {
  const { t, number } = useWords();
  const room = useContext(RoomContext);
  const session = useSession();
  const [posts, setPosts] = useState<readonly Wrote[] | undefined>(facts.posts === 0 ? [] : undefined);
  const [next, setNext] = useState<number | undefined>(undefined);
  const [failed, setFailed] = useState(false);
  const read = (before?: number): void => {
    setFailed(false);
    session.query('forum.by', { room, person: id, ...(before === undefined ? {} : { before }) }).then((answer) => {
      const page = answer as unknown as Page;
      setPosts((now) => [...(before === undefined ? [] : now ?? []), ...page.posts]);
      setNext(page.next);
    }, () => setFailed(true));
  };
  useEffect(() => {
    if (facts.posts > 0) read();
  }, [id]);
  return (
    <section aria-labelledby="card-posts">
      <h3 id="card-posts" data-testid="card-count">{facts.more ? t('card.posts.more', { count: number(facts.posts) }) : t('card.posts', { n: facts.posts })}</h3>
      {failed && <p role="status" class="refusal">{t('card.failed')}</p>}
      {posts === undefined && !failed && <Skeleton kind="rows" label={t('entry.loading')} />}
      <ul class="whois-posts" data-testid="card-posts">
        {posts?.map(({ post, thread, title, dir, at, words }) => (
          <li key={post}>
            <a href={`${pathOf({ page: 'thread', room, thread })}#post-${post}`} data-testid={`card-post-${post}`}
              onClick={followed(() => { onClose(); go({ page: 'thread', room, thread }, `post-${post}`); })}><span dir={dir}>{title ?? t('card.untitled')}</span></a>
            {words !== undefined && <p class="cut" dir="auto">{words}</p>}
            <p class="meta"><Ago at={at} /></p>
          </li>
        ))}
      </ul>
      {next !== undefined && <Button small onClick={() => read(next)} testid="card-more">{t('do.more')}</Button>}
    </section>
  );
}
