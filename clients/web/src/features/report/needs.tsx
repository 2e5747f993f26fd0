// SPDX-License-Identifier: Apache-2.0
// What people reported, each thing once.
import type { JSX } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { useDay } from '../../core/clock.ts';
import { useRights, useView } from '../../core/here.ts';
import { go, route } from '../../core/router.ts';
import { ORGANISERS } from '../../core/views.ts';
import type { Authored } from '../../core/views.ts';
import { personName, useWords } from '../../i18n/context.tsx';
import type { Act } from '../../ui/acts.tsx';
import { useAct } from '../../ui/command.ts';
import { Confirm, Dialog } from '../../ui/dialog.tsx';
import { Need } from '../../ui/need.tsx';
import { Time } from '../../ui/parts.tsx';
import { Prose } from '../../ui/prose.tsx';
import { RoomContext, useSession } from '../../ui/session.tsx';
import { casesOf } from './view.ts';
import type { Case, ReportView } from './view.ts';

/** What the thing is called in addresses and acts, and what takes it away. */
const THINGS = {
  chat: { name: 'message', act: 'delete' }, direct: { name: 'message', act: 'delete' }, question: { name: 'question', act: 'dismiss' }, notes: { name: 'paragraph', act: 'wipe' },
} as const;

const NEEDS = { chat: 'report.need.message', direct: 'report.need.direct', question: 'report.need.question', notes: 'report.need.paragraph' } as const;

export function Needs(): JSX.Element {
  const cases = casesOf(useView((view: ReportView) => view.report?.reports));
  const day = useDay();
  return <>{cases.map((one) => <Row key={one.seq} {...one} day={day} />)}</>;
}

function Row({ seq, report, count, day }: Case & { day: number }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const { me, may, role } = useRights();
  const { sending, run } = useAct();
  const [asking, setAsking] = useState(false);
  const claimed = useView((view: ReportView) => report.claim && (view.member?.staff?.[report.claim.by]?.name ?? report.claim.by));
  const away = useView((view: ReportView) => report.of === 'question' && ['dismissed', undefined].includes(view.question?.questions?.[report.thing]?.state));
  const [looking, setLooking] = useState(false);
  const { name, act } = THINGS[report.of];
  const gone = report.gone === true || away;
  const decide = (decision: 'kept' | 'removed'): Promise<boolean> => run('report.decide', { report: seq, decision });
  const remove = async (): Promise<void> => {
    const removed = gone || (await run([report.of, act].join('.'), { [name]: report.thing }));
    if (removed && (await decide('removed'))) setAsking(false);
  };
  const id = (what: string): string => `report-${what}-${report.thing}`;
  const acts: Act[] = [];
  if (!gone) acts.push({ label: t('report.look'), testid: id('look'), onChoose: () => (report.of === 'direct' ? setLooking(true) : go(route.get(), `${name}-${report.thing}`)) });
  if (may('report.decide')) acts.push({ label: t('report.keep'), icon: 'check', testid: id('keep'), onChoose: () => void decide('kept') });
  if (may('report.claim') && report.claim?.by !== me) acts.push({ label: t('report.claim'), icon: 'person', testid: id('claim'), onChoose: () => void run('report.claim', { report: seq }) });
  if (may('report.decide') && (report.of === 'question' || ORGANISERS.includes(role))) acts.push({ label: t('do.remove'), icon: 'trash', danger: true, testid: id('remove'), onChoose: () => setAsking(true) });
  const kind = [t(NEEDS[report.of], { n: count }), t(`report.reason.${report.reason}`), claimed && t('report.claimed', { name: claimed })];
  return (
    <>
      <Need icon="broken" kind={kind.filter(Boolean).join(' · ')} who={<bdi class="name">{personName(words, report.name ?? report.by)}</bdi>} at={report.at} day={day}
        {...(report.text !== undefined && report.dir ? { text: report.text, dir: report.dir } : {})}
        acts={acts} label={t('report.choices')} busy={sending} testid={`report-need-${report.thing}`} />
      {looking && <Looked thing={report.thing} onClose={() => setLooking(false)} />}
      {asking && (
        <Confirm title={t('report.remove.ask')} hint={t(`report.remove.${name}`)} action={t('do.remove')} busy={sending}
          onConfirm={() => void remove()} onClose={() => setAsking(false)} />
      )}
    </>
  );
}

/** What two people said to each other stands in no view: the words that were reported are read. */
function Looked({ thing, onClose }: { thing: number; onClose: () => void }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const session = useSession();
  const room = useContext(RoomContext);
  const day = useDay();
  const [found, setFound] = useState<Authored | 'failed' | undefined>(undefined);
  useEffect(() => {
    session.query('direct.reported', { room, message: thing }).then((answer) => setFound(answer as unknown as Authored), () => setFound('failed'));
  }, [session, room, thing]);
  return (
    <Dialog title={t('report.need.direct', { n: 1 })} onClose={onClose}>
      {found === 'failed' && <p role="alert" class="refusal">{t('report.away')}</p>}
      {found !== undefined && found !== 'failed' && (
        <div class="stack" data-testid="report-words">
          <p class="meta"><bdi class="name">{personName(words, found.name ?? found.by)}</bdi> · <Time at={found.at} now={day} /></p>
          <Prose text={found.text} dir={found.dir} />
        </div>
      )}
    </Dialog>
  );
}
