// SPDX-License-Identifier: Apache-2.0
// What the team did to people and their words, for the host: read when it is opened, the youngest first.
import type { JSX } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { useNow } from '../../core/clock.ts';
import { useRights } from '../../core/here.ts';
import { personName, useWords } from '../../i18n/context.tsx';
import { Button, Time } from '../../ui/parts.tsx';
import { RoomContext, useSession } from '../../ui/session.tsx';

interface ActDone {
  readonly seq: number;
  readonly at: number;
  readonly by: string;
  readonly name?: string;
  readonly type: string;
  readonly data: { readonly whom?: string; readonly name?: string; readonly why?: string; readonly reason?: string };
  readonly whom?: string;
  readonly whose?: string;
}
interface ActsPage {
  readonly acts: readonly ActDone[];
  readonly next?: number;
}

export function Acts(): JSX.Element | null {
  const { t } = useWords();
  const { may } = useRights();
  const session = useSession();
  const room = useContext(RoomContext);
  const [read, setRead] = useState<ActsPage | undefined>(undefined);
  const [failed, setFailed] = useState(false);
  const day = useNow(60_000);
  if (!may('report.acts')) return null;
  const more = (kept: readonly ActDone[], before: number | undefined): void => {
    session.query('report.acts', { room, ...(before === undefined ? {} : { before }) }).then((answer) => {
      const page = answer as ActsPage;
      setRead({ ...page, acts: [...kept, ...page.acts] });
      setFailed(false);
    }, () => setFailed(true));
  };
  return (
    <details data-testid="acts" onToggle={(event) => event.currentTarget.open && more([], undefined)}>
      <summary>{t('people.done')}</summary>
      {failed && <p role="status" class="refusal">{t('people.failed')}</p>}
      {read?.acts.length === 0 && <p class="hint">{t('people.done.none')}</p>}
      <ul class="people">{read?.acts.map((act) => <Row key={act.seq} act={act} day={day} />)}</ul>
      {read?.next !== undefined && <Button small onClick={() => more(read.acts, read.next)} testid="acts-more">{t('do.more')}</Button>}
    </details>
  );
}

function Row({ act, day }: { act: ActDone; day: number }): JSX.Element {
  const words = useWords();
  const whom = act.data.name ?? act.whose ?? act.data.whom ?? act.whom;
  const why = act.data.why ?? act.data.reason;
  return (
    <li class="person-row" data-testid={`act-${act.seq}`}>
      <span class="person-text">
        <span>{words.t(`done.${act.type}` as 'done.member.ban')}{whom !== undefined && <>: <bdi class="name">{personName(words, whom)}</bdi></>}</span>
        {why !== undefined && <q dir="auto">{why}</q>}
        <span class="meta"><bdi>{personName(words, act.name ?? act.by)}</bdi> · <Time at={act.at} now={day} /></span>
      </span>
    </li>
  );
}
