// SPDX-License-Identifier: Apache-2.0
// Writing without a name, where the topic of a discussion lets one: nobody can tell who it was, the team and the server
// included. Of oneself one is told by the server, and by nobody else.
import type { JSX } from 'preact';
import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { useRights, useView } from '../../core/here.ts';
import { useWords } from '../../i18n/context.tsx';
import { useSession } from '../../ui/session.tsx';
import { useForum } from './context.ts';
import { PostsContext } from './quote.tsx';
import type { ForumView } from './view.ts';

/** One's pseudonym in the discussion that one reads; undefined: none, or not known yet. */
export const SelfContext = createContext<string | undefined>(undefined);

/** Whether something is of oneself, under one's name or under none. */
export function useOwn(): (by: string) => boolean {
  const { me } = useForum();
  const self = useContext(SelfContext);
  return (by) => by === me || by === self;
}

/** Whether something that one wrote without a name stands among the posts that are here. */
export function useWroteNameless(): boolean {
  const self = useContext(SelfContext);
  const posts = useContext(PostsContext);
  return self !== undefined && [...posts.values()].some(({ by }) => by === self);
}

export function useMayNameless(topic: number | undefined): boolean {
  const { role } = useRights();
  return useView((view: ForumView) => view.forum?.topics?.[topic ?? 0]?.anonymous) === true && role === 'participant';
}

const RETRY_MS = 2000;

/** Asked where there may be something of theirs. */
export function useSelf(thread: number, asks: boolean): string | undefined {
  const { room } = useForum();
  const session = useSession();
  const [self, setSelf] = useState<string | undefined>(undefined);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    if (!asks) return undefined;
    let [over, timer] = [false, 0 as ReturnType<typeof setTimeout> | 0];
    session.query('forum.self', { room, thread }).then((answer) => over || setSelf((answer as { by: string }).by), () => {
      if (!over && tries < 3) timer = setTimeout(() => setTries((now) => now + 1), RETRY_MS);
    });
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [room, thread, asks, tries]);
  return self;
}

export function Nameless({ is, busy, onChange }: { readonly is: boolean; readonly busy: boolean; readonly onChange: (is: boolean) => void }): JSX.Element {
  const { t } = useWords();
  return (
    <div>
      <label class="check">
        <input type="checkbox" checked={is} disabled={busy} data-testid="nameless" onChange={({ currentTarget }) => onChange(currentTarget.checked)} />
        <span>{t('forum.nameless.do')}</span>
      </label>
      {is && <p class="hint">{t('forum.nameless.hint')}</p>}
    </div>
  );
}

/** Stands for a new discussion in the pseudonyms of those who write in it. */
export function newMask(): string {
  return [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
