// SPDX-License-Identifier: Apache-2.0
// Who chose what in a named poll, for who moderates its discussion: page by page, in the order in which people voted.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { personName, useWords } from '../../i18n/context.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Button } from '../../ui/parts.tsx';
import { useSession } from '../../ui/session.tsx';
import { useForum } from './context.ts';
import { optionsOf } from './poll.tsx';
import type { PostPoll } from './view.ts';

interface Page {
  readonly ballots: readonly { readonly person: string; readonly name?: string; readonly choices: readonly number[] }[];
  readonly all: number;
  readonly next?: number;
}

export function Voters({ seq, poll, onClose }: { readonly seq: number; readonly poll: PostPoll; readonly onClose: () => void }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const session = useSession();
  const { room } = useForum();
  const [pages, setPages] = useState<readonly Page[]>([]);
  const [asking, setAsking] = useState(true);
  const [failed, setFailed] = useState(false);
  const options = optionsOf(poll, words);
  const read = (after?: number): void => {
    setAsking(true);
    session.query('forum.ballots', { room, post: seq, ...(after === undefined ? {} : { after }) })
      .then((page) => setPages((now) => [...(after === undefined ? [] : now), page as unknown as Page]), () => setFailed(true)).finally(() => setAsking(false));
  };
  useEffect(() => read(), [room, seq]);
  const last = pages[pages.length - 1];
  return (
    <Dialog title={t('ask.who')} onClose={onClose}>
      {failed && <p role="alert" class="refusal">{t('forum.failed')}</p>}
      {last && <p class="hint">{t('ask.voters', { n: last.all })}</p>}
      <ul class="post-voters" data-testid={`post-voters-${seq}`} aria-busy={asking}>
        {pages.flatMap(({ ballots }) => ballots).map(({ person, name, choices }) => (
          <li key={person}>
            <span>{personName(words, name ?? person)}</span>
            <span dir="auto">{choices.map((number) => options[number - 1] ?? '').join(' · ')}</span>
          </li>
        ))}
      </ul>
      {last?.next !== undefined && <Button busy={asking} onClick={() => read(last.next)} testid="voters-more">{t('do.more')}</Button>}
    </Dialog>
  );
}
