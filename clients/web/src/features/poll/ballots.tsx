// SPDX-License-Identifier: Apache-2.0
// Who chose what in a named poll, for the team: page by page, in the order in which people voted.
import type { JSX } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { personName, useWords } from '../../i18n/context.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Button } from '../../ui/parts.tsx';
import { RoomContext, useSession } from '../../ui/session.tsx';
import { ballotText } from './options.ts';
import type { BallotList, Poll } from './view.ts';

interface Ballot {
  readonly person: string;
  readonly name?: string;
  readonly ballot: BallotList;
}
interface Page {
  readonly ballots: readonly Ballot[];
  readonly all: number;
  readonly next?: number;
}

export function Ballots({ seq, poll, onClose }: { seq: number; poll: Poll; onClose: () => void }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const session = useSession();
  const room = useContext(RoomContext);
  const [pages, set] = useState<readonly Page[]>([]);
  const [asking, setAsking] = useState(true);
  const read = (after?: number): void => {
    setAsking(true);
    void session.query('poll.ballots', { room, poll: seq, ...(after === undefined ? {} : { after }) })
      .then((page) => set([...(after === undefined ? [] : pages), page as unknown as Page]), () => undefined).then(() => setAsking(false));
  };
  useEffect(() => read(), [room, seq]);
  const last = pages[pages.length - 1];
  return (
    <Dialog title={t('poll.ballots')} onClose={onClose}>
      {last && <p class="hint">{t('poll.voters', { n: last.all })}</p>}
      <ul class="poll-ballots" data-testid={`poll-ballots-${seq}`} aria-busy={asking}>
        {pages.flatMap(({ ballots }) => ballots).map(({ person, name, ballot }) => (
          <li key={person}>
            <span>{personName(words, name ?? person)}</span>
            <span dir="auto">{ballot.length > 0 ? ballotText(poll, ballot, words) : t('poll.abstain')}</span>
          </li>
        ))}
      </ul>
      {last?.next !== undefined && <Button busy={asking} onClick={() => read(last.next)} testid="ballots-more">{t('poll.more')}</Button>}
    </Dialog>
  );
}
