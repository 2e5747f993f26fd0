// SPDX-License-Identifier: Apache-2.0
// What one person may do, whatever holds for the others; with the reason that they are told.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import { useView } from '../../core/here.ts';
import { personName, useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { Button } from '../../ui/parts.tsx';
import { PERSON_LOCKS } from './view.ts';
import type { PeopleView, PersonLocks } from './view.ts';

export function PersonLock({ id, name, onClose }: { id: string; name: string; onClose: () => void }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const held = useView((view: PeopleView) => view.lock?.people?.[id]);
  const [chosen, choose] = useState<PersonLocks>({});
  const [why, setWhy] = useState('');
  const { sending, run } = useAct();
  const isLocked = (lock: keyof PersonLocks): boolean => chosen[lock] ?? held?.[lock] === true;
  const changed = PERSON_LOCKS.filter((lock) => isLocked(lock) !== (held?.[lock] === true));
  const apply = async (): Promise<void> => {
    const locks = Object.fromEntries(changed.map((lock) => [lock, isLocked(lock)]));
    if (await run('lock.person', { whom: id, name, ...locks, ...(why.trim() === '' ? {} : { why: why.trim() }) })) onClose();
  };
  return (
    <Dialog title={t('people.lock.ask', { name: personName(words, name) })} onClose={onClose}>
      <form class="stack" onSubmit={(event) => {
        event.preventDefault();
        if (changed.length > 0) void apply();
      }}>
        {PERSON_LOCKS.map((lock) => (
          <label key={lock} class="check">
            <input type="checkbox" checked={!isLocked(lock)} data-testid={`person-lock-${lock}`} onChange={() => choose({ ...chosen, [lock]: !isLocked(lock) })} />
            <span>{t(`people.lock.${lock}`)}</span>
          </label>
        ))}
        <TextField label={t('people.why.optional')} value={why} max={BOUNDS.SANCTION_CHARS} dir="auto" onInput={setWhy} testid="why" />
        <div class="row row-end">
          <Button onClick={onClose}>{t('do.cancel')}</Button>
          <Button kind="strong" submit busy={sending} testid="confirm">{t('people.role.apply')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
