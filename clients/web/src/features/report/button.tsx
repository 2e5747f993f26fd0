// SPDX-License-Identifier: Apache-2.0
// Reporting a thing of somebody else to the team.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import { useView } from '../../core/here.ts';
import { useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { TextArea } from '../../ui/field.tsx';
import { notify } from '../../ui/live.tsx';
import { Button } from '../../ui/parts.tsx';
import type { Reportable } from '../../ui/report.ts';
import { Select } from '../../ui/select.tsx';
import type { ReportView } from './view.ts';

const REASONS = ['spam', 'rude', 'off_topic', 'private', 'other'] as const;

/** Once one has reported it there is nothing more to press. */
export function Report({ of, thing, onClose }: Reportable): JSX.Element | null {
  const { t } = useWords();
  const [asking, setAsking] = useState(false);
  const own = useView(({ me }: ReportView) => Object.values(me.report?.mine ?? {}).find((one) => one.of === of && one.thing === thing));
  const done = own !== undefined;
  if (onClose) return done ? null : <ReportDialog of={of} thing={thing} onClose={onClose} />;
  return (
    <>
      <Button kind="quiet" small disabled={done} onClick={() => setAsking(true)} testid={`report-${thing}`}>{t(done ? 'report.done' : 'report.do')}</Button>
      {own?.decision && <p class="meta" data-testid={`report-told-${thing}`}>{[t(`report.told.${own.decision}`), own.why].filter(Boolean).join(' ')}</p>}
      {asking && <ReportDialog of={of} thing={thing} onClose={() => setAsking(false)} />}
    </>
  );
}

/** What became of it. */
export function Reported({ of, thing }: Reportable): JSX.Element | null {
  const { t } = useWords();
  const own = useView(({ me }: ReportView) => Object.values(me.report?.mine ?? {}).find((one) => one.of === of && one.thing === thing));
  if (!own) return null;
  const told = own.decision ? [t(`report.told.${own.decision}`), own.why].filter(Boolean).join(' ') : t('report.done');
  return <span class="meta" data-testid={`reported-${thing}`}>{told}</span>;
}

function ReportDialog({ of, thing, onClose }: Reportable & { onClose: () => void }): JSX.Element {
  const { t } = useWords();
  const { sending, run } = useAct();
  const [reason, setReason] = useState<string>(REASONS[0]);
  const [text, setText] = useState('');
  const send = async (): Promise<void> => {
    if (!(await run('report.send', { of, thing, reason, ...(text.trim() === '' ? {} : { text }) }))) return;
    notify(t('report.sent'));
    onClose();
  };
  return (
    <Dialog title={t('report.title')} onClose={onClose}>
      <p>{t('report.hint')}</p>
      <Select label={t('report.reason')} value={reason} options={REASONS.map((value) => ({ value, label: t(`report.reason.${value}`) }))} onChange={setReason} testid="report-reason" />
      <TextArea label={t('report.text')} rows={2} value={text} max={BOUNDS.WHY_CHARS} onInput={setText} testid="report-text" />
      <div class="row row-end">
        <Button onClick={onClose}>{t('do.cancel')}</Button>
        <Button kind="strong" busy={sending} onClick={() => void send()} testid="report-send">{t('do.send')}</Button>
      </div>
    </Dialog>
  );
}
