// SPDX-License-Identifier: Apache-2.0
// What people reported, each thing once.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useDay } from '../../core/clock.ts';
import { useRights, useView } from '../../core/here.ts';
import { go, route } from '../../core/router.ts';
import { ORGANISERS } from '../../core/views.ts';
import { personName, useWords } from '../../i18n/context.tsx';
import type { Act } from '../../ui/acts.tsx';
import { useAct } from '../../ui/command.ts';
import { Confirm } from '../../ui/dialog.tsx';
import { Need } from '../../ui/need.tsx';
import { casesOf } from './view.ts';
import type { Case, ReportView } from './view.ts';

/** What the thing is called in addresses and acts, and what takes it away. */
const THINGS = { chat: { name: 'message', act: 'delete' }, question: { name: 'question', act: 'dismiss' }, notes: { name: 'paragraph', act: 'wipe' } } as const;

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
  const { name, act } = THINGS[report.of];
  const gone = report.gone === true || away;
  const decide = (decision: 'kept' | 'removed'): Promise<boolean> => run('report.decide', { report: seq, decision });
  const remove = async (): Promise<void> => {
    const removed = gone || (await run([report.of, act].join('.'), { [name]: report.thing }));
    if (removed && (await decide('removed'))) setAsking(false);
  };
  const id = (what: string): string => `report-${what}-${report.thing}`;
  const acts: Act[] = [];
  if (!gone) acts.push({ label: t('report.look'), testid: id('look'), onChoose: () => go(route.get(), `${name}-${report.thing}`) });
  if (may('report.decide')) acts.push({ label: t('report.keep'), icon: 'check', testid: id('keep'), onChoose: () => void decide('kept') });
  if (may('report.claim') && report.claim?.by !== me) acts.push({ label: t('report.claim'), icon: 'person', testid: id('claim'), onChoose: () => void run('report.claim', { report: seq }) });
  if (may('report.decide') && (report.of === 'question' || ORGANISERS.includes(role))) acts.push({ label: t('do.remove'), icon: 'trash', danger: true, testid: id('remove'), onChoose: () => setAsking(true) });
  const kind = [t(`report.need.${name}`, { n: count }), t(`report.reason.${report.reason}`), claimed && t('report.claimed', { name: claimed })];
  return (
    <>
      <Need icon="broken" kind={kind.filter(Boolean).join(' · ')} who={<bdi class="name">{personName(words, report.name ?? report.by)}</bdi>} at={report.at} day={day}
        {...(report.text !== undefined && report.dir ? { text: report.text, dir: report.dir } : {})}
        acts={acts} label={t('report.acts')} busy={sending} testid={`report-need-${report.thing}`} />
      {asking && (
        <Confirm title={t('report.remove.ask')} hint={t(`report.remove.${name}`)} action={t('do.remove')} busy={sending}
          onConfirm={() => void remove()} onClose={() => setAsking(false)} />
      )}
    </>
  );
}
