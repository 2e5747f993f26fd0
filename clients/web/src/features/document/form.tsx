// SPDX-License-Identifier: Apache-2.0
// A new document, other words for one, a new version of one.
import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import { useView } from '../../core/here.ts';
import type { RoomView, Texts } from '../../core/views.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { TextArea } from '../../ui/field.tsx';
import { notify } from '../../ui/live.tsx';
import { Button } from '../../ui/parts.tsx';
import { Select } from '../../ui/select.tsx';
import { useRoomRun } from '../../ui/session.tsx';
import { useAbout } from './fields.tsx';
import { useSource } from './source.tsx';
import type { Whole } from './view.ts';

interface Grouped extends RoomView {
  readonly cohort?: { readonly cohorts?: { readonly [number: string]: { readonly title: Texts } } };
}

function Form({ title, fault, action, busy, testid, onSend, onDone, children }: {
  title: string; fault: string; action: string; busy: boolean; testid: string; onSend: () => void; onDone: () => void; children: ComponentChildren;
}): JSX.Element {
  const { t } = useWords();
  return (
    <form class="document-form stack" noValidate data-testid={testid} onSubmit={(event) => { event.preventDefault(); onSend(); }}>
      <h2>{title}</h2>
      {children}
      <p class="refusal" role="alert">{fault}</p>
      <div class="row">
        <Button kind="strong" submit busy={busy} testid="document-send">{action}</Button>
        <Button onClick={onDone}>{t('do.cancel')}</Button>
      </div>
    </form>
  );
}

export function AddForm({ onDone }: { onDone: () => void }): JSX.Element {
  const { t, lang } = useWords();
  const { sending, whole } = useAct();
  const send = useRoomRun();
  const groups = useView((view: Grouped) => view.cohort?.cohorts) ?? {};
  const about = useAbout();
  const source = useSource(true);
  const [group, setGroup] = useState('');
  const [fault, setFault] = useState(false);
  const add = (): void => {
    const { sent } = about;
    setFault(!sent || source.sent === undefined);
    if (!sent || source.sent === undefined) return;
    void whole(async (run) => {
      const added = await send('document.add', { ...sent, ...(group ? { cohorts: [Number(group)] } : {}) });
      if (!added.ok) {
        notify(t('app.error', { error: t(`error.${added.error}`) }));
        return false;
      }
      // What is said of it stands even where its file does not: it can be given one on its own page.
      return !source.sent || run('document.version', { document: added.seq, ...source.sent });
    }).then((ok) => ok && onDone());
  };
  return (
    <Form title={t('lib.add')} fault={fault ? t('lib.fault') : ''} action={t('lib.add.do')} busy={sending} testid="document-form" onSend={add} onDone={onDone}>
      {about.fields}
      {source.field}
      {Object.keys(groups).length > 0 && (
        <Select label={t('lib.for')} value={group} onChange={setGroup} testid="document-for"
          options={[{ value: '', label: t('lib.for.all') }, ...Object.entries(groups).map(([value, { title }]) => ({ value, label: spoken(title, lang).text }))]} />
      )}
    </Form>
  );
}

export function EditForm({ document, whole, onDone }: { document: number; whole: Whole; onDone: () => void }): JSX.Element {
  const { t } = useWords();
  const { sending, run } = useAct();
  const about = useAbout(whole.about, whole.text);
  // What one began with: what others say meanwhile is not theirs to lose.
  const [said] = useState(whole.said);
  const [fault, setFault] = useState(false);
  const save = (): void => {
    setFault(!about.sent);
    if (about.sent) void run('document.edit', { document, said, ...about.sent }).then((ok) => ok && onDone());
  };
  return (
    <Form title={t('lib.edit')} fault={fault ? t('lib.fault.words') : ''} action={t('do.save')} busy={sending} testid="document-edit-form" onSend={save} onDone={onDone}>
      {about.fields}
    </Form>
  );
}

export function VersionForm({ document, onDone }: { document: number; onDone: () => void }): JSX.Element {
  const { t } = useWords();
  const { sending, run } = useAct();
  const source = useSource(false);
  const [note, setNote] = useState('');
  const [fault, setFault] = useState(false);
  const give = (): void => {
    setFault(!source.sent);
    if (source.sent) void run('document.version', { document, ...source.sent, ...(note.trim() ? { note: note.trim() } : {}) }).then((ok) => ok && onDone());
  };
  return (
    <Form title={t('lib.version.new')} fault={fault ? t('lib.fault.source') : ''} action={t('lib.version.do')} busy={sending} testid="version-form" onSend={give} onDone={onDone}>
      {source.field}
      <TextArea label={t('lib.version.note')} value={note} max={BOUNDS.DOCUMENT_CHARS} onInput={setNote} testid="version-note" />
    </Form>
  );
}
