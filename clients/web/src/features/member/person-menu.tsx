// SPDX-License-Identifier: Apache-2.0
// What the team may do about a person: what is weighty asks, and takes the reason that they are told.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import { useRights, useView } from '../../core/here.ts';
import { personName, useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { directOpen } from '../../ui/direct.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { notify } from '../../ui/live.tsx';
import { Menu } from '../../ui/menu.tsx';
import type { MenuItem } from '../../ui/menu.tsx';
import { Button } from '../../ui/parts.tsx';
import { NotesOn } from './noted.tsx';
import { PersonLock } from './person-lock.tsx';
import type { PeopleView } from './view.ts';

const WEIGHTY = ['silence', 'remove', 'ban'] as const;
type Weighty = (typeof WEIGHTY)[number];

export function PersonMenu({ id, name }: { id: string; name: string }): JSX.Element | null {
  const words = useWords();
  const { t } = words;
  const { may } = useRights();
  const { sending, run } = useAct();
  const silenced = useView((view: PeopleView) => view.sanction?.silenced?.[id] !== undefined);
  const [asking, ask] = useState<Weighty | undefined>(undefined);
  const [locking, setLocking] = useState(false);
  const [noting, setNoting] = useState(false);
  const shown = personName(words, name);
  const items: MenuItem[] = [];
  if (may('direct.send')) items.push({ label: t('people.write'), icon: 'mail', testid: `write-${id}`, onChoose: () => directOpen.set({ whom: id, name }) });
  if (silenced && may('member.silence')) items.push({ label: t('people.unsilence'), icon: 'chat', testid: `unsilence-${id}`, onChoose: () => void run('member.silence', { whom: id, silent: false }) });
  for (const what of WEIGHTY)
    if (may(`member.${what}`) && !(what === 'silence' && silenced)) items.push({ label: t(`people.${what}`), danger: what !== 'silence', testid: `${what}-${id}`, onChoose: () => ask(what) });
  if (may('lock.person')) items.push({ label: t('people.lock'), testid: `lock-${id}`, onChoose: () => setLocking(true) });
  if (may('report.note')) items.push({ label: t('people.notes'), icon: 'notes', testid: `note-${id}`, onChoose: () => setNoting(true) });
  if (items.length === 0) return null;
  const act = async (why: string): Promise<void> => {
    if (!asking) return;
    const done = await run(`member.${asking}`, { whom: id, name, ...(why === '' ? {} : { why }), ...(asking === 'silence' ? { silent: true } : {}) });
    ask(undefined);
    if (done) notify(t(`people.${asking}.done`, { name: shown }));
  };
  return (
    <>
      <Menu icon="more" kind="quiet" label={t('people.acts', { name: shown })} items={items} busy={sending} testid={`person-menu-${id}`} />
      {asking && <Ask what={asking} name={shown} busy={sending} onAct={(why) => void act(why)} onClose={() => ask(undefined)} />}
      {noting && <NotesOn id={id} name={name} onClose={() => setNoting(false)} />}
      {locking && <PersonLock id={id} name={name} onClose={() => setLocking(false)} />}
    </>
  );
}

function Ask({ what, name, busy, onAct, onClose }: { what: Weighty; name: string; busy: boolean; onAct: (why: string) => void; onClose: () => void }): JSX.Element {
  const { t } = useWords();
  const [why, setWhy] = useState('');
  const text = why.trim();
  return (
    <Dialog title={t(`people.${what}.ask`, { name })} onClose={onClose}>
      <form class="stack" onSubmit={(event) => {
        event.preventDefault();
        if (what !== 'ban' || text !== '') onAct(text);
      }}>
        <p>{t(`people.${what}.hint`)}</p>
        <TextField label={t(what === 'ban' ? 'people.why' : 'people.why.optional')} value={why} max={BOUNDS.SANCTION_CHARS} dir="auto" onInput={setWhy} testid="why" />
        <div class="row row-end">
          <Button onClick={onClose}>{t('do.cancel')}</Button>
          <Button kind="danger" submit busy={busy} testid="confirm">{t(`people.${what}`)}</Button>
        </div>
      </form>
    </Dialog>
  );
}
