// SPDX-License-Identifier: Apache-2.0
// What people reported, each thing once.
import type { JSX } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { aside } from '../../core/aside.ts';
import { useDay } from '../../core/clock.ts';
import { BOUNDS } from '../../core/contract.ts';
import { useRights, useView } from '../../core/here.ts';
import { go, route } from '../../core/router.ts';
import { ORGANISERS } from '../../core/views.ts';
import type { Authored } from '../../core/views.ts';
import { personName, spoken, useWords } from '../../i18n/context.tsx';
import type { Words } from '../../i18n/index.ts';
import type { Act } from '../../ui/acts.tsx';
import { useAct } from '../../ui/command.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { TextArea } from '../../ui/field.tsx';
import { Need } from '../../ui/need.tsx';
import { Button, Time } from '../../ui/parts.tsx';
import { Prose } from '../../ui/prose.tsx';
import { RoomContext, useSession } from '../../ui/session.tsx';
import { casesOf } from './view.ts';
import type { Case, Decision, Groups, ReportView } from './view.ts';

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
  const { sending, run, whole } = useAct();
  const [asking, setAsking] = useState<Decision | undefined>(undefined);
  const claimed = useView((view: ReportView) => report.claim && (view.member?.staff?.[report.claim.by]?.name ?? report.claim.by));
  const away = useView((view: ReportView) => report.of === 'question' && ['dismissed', undefined].includes(view.question?.questions?.[report.thing]?.state));
  const [looking, setLooking] = useState(false);
  const { name, act } = THINGS[report.of];
  const group = report.group;
  // Of a group that there is no more nothing is left to look at.
  const groups = useView((view: ReportView) => view.group?.groups);
  const called = group === undefined ? undefined : groupName(groups, group, words);
  const gone = report.gone === true || away || (group !== undefined && !groups?.[group]);
  const decide = async (decision: Decision, why: string): Promise<void> => {
    const done = await whole(async (run) => (
      (decision === 'kept' || gone || (await run([report.of, act].join('.'), { [name]: report.thing, ...(group === undefined ? {} : { group }) })))
      && run('report.decide', { report: seq, decision, ...(why === '' ? {} : { why }) })
    ));
    if (done) setAsking(undefined);
  };
  const id = (what: string): string => `report-${what}-${report.thing}`;
  const acts: Act[] = [];
  const look = (): void => {
    if (report.of === 'direct') return setLooking(true);
    if (group !== undefined) aside.set(group);
    go(route.get(), `${name}-${report.thing}`);
  };
  if (!gone) acts.push({ label: t('report.look'), testid: id('look'), onChoose: look });
  if (may('report.decide')) acts.push({ label: t('report.keep'), icon: 'check', testid: id('keep'), onChoose: () => setAsking('kept') });
  if (may('report.claim') && report.claim?.by !== me) acts.push({ label: t('report.claim'), icon: 'person', testid: id('claim'), onChoose: () => void run('report.claim', { report: seq }) });
  if (may('report.unclaim') && report.claim) acts.push({ label: t('report.unclaim'), icon: 'person', testid: id('unclaim'), onChoose: () => void run('report.unclaim', { report: seq }) });
  if (may('report.decide') && (report.of === 'question' || ORGANISERS.includes(role))) acts.push({ label: t('do.remove'), icon: 'trash', danger: true, testid: id('remove'), onChoose: () => setAsking('removed') });
  const kind = [t(NEEDS[report.of], { n: count }), t(`report.reason.${report.reason}`), called && t('report.group', { group: called }), gone && t('report.gone'), claimed && t('report.claimed', { name: claimed })];
  return (
    <>
      <Need icon="broken" kind={kind.filter(Boolean).join(' · ')} who={<bdi class="name">{personName(words, report.name ?? report.by)}</bdi>} at={report.at} day={day}
        {...(report.text !== undefined && report.dir ? { text: report.text, dir: report.dir } : {})}
        acts={acts} label={t('report.choices')} busy={sending} testid={`report-need-${report.thing}`} />
      {looking && <Looked thing={report.thing} onClose={() => setLooking(false)} />}
      {asking && (
        <Deciding keeps={asking === 'kept'} hint={asking === 'kept' ? t('report.keep.hint') : t(`report.remove.${name}`)} busy={sending}
          onDecide={(why) => void decide(asking, why)} onClose={() => setAsking(undefined)} />
      )}
    </>
  );
}

/** As the list of groups calls it. */
function groupName(groups: Groups | undefined, group: number, { t, lang }: Words): string | undefined {
  const place = Object.keys(groups ?? {}).map(Number).sort((a, b) => a - b).indexOf(group);
  return place < 0 ? undefined : spoken(groups?.[group]?.title, lang).text || t('report.group.number', { n: place + 1 });
}

/** Asks once more, and for the reason that whoever reported it is told. */
function Deciding({ keeps, hint, busy, onDecide, onClose }: { keeps: boolean; hint: string; busy: boolean; onDecide: (why: string) => void; onClose: () => void }): JSX.Element {
  const { t } = useWords();
  const [why, setWhy] = useState('');
  return (
    <Dialog title={t(keeps ? 'report.keep.ask' : 'report.remove.ask')} onClose={onClose}>
      <p>{hint}</p>
      <TextArea label={t('report.why')} rows={2} value={why} max={BOUNDS.WHY_CHARS} onInput={setWhy} testid="report-why" />
      <div class="row row-end">
        <Button onClick={onClose}>{t('do.cancel')}</Button>
        <Button kind={keeps ? 'strong' : 'danger'} busy={busy} onClick={() => onDecide(why.trim())} testid="confirm">{t(keeps ? 'report.keep' : 'do.remove')}</Button>
      </div>
    </Dialog>
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
