// SPDX-License-Identifier: Apache-2.0
// Whoever came with a token of another system is somebody who is here: who that is.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { personName, useWords } from '../../../i18n/context.tsx';
import { useAct } from '../../../ui/command.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { notify } from '../../../ui/live.tsx';
import { Button } from '../../../ui/parts.tsx';
import { PickPeople } from '../pick.tsx';
import type { Picked } from '../pick.tsx';

export function Here({ name, identity, onDone, onClose }: { name: string; identity: string; onDone: () => void; onClose: () => void }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const { sending, run } = useAct();
  const [chosen, setChosen] = useState<readonly Picked[]>([]);
  const [person] = chosen;
  const link = (): void => void (person && run('person.link', { person: person.id, identity }).then((done) => {
    if (!done) return;
    const undo = (): void => void run('person.unlink', { person: person.id, identity }).then((undone) => undone && notify(t('access.here.undone')));
    notify(t('access.here.done', { name: personName(words, person.name) }), { label: t('do.undo'), run: undo });
    onClose();
    onDone();
  }));
  return (
    <Dialog title={t('access.here.title', { name })} onClose={onClose}>
      <p>{t('access.here.hint')}</p>
      <PickPeople label={t('access.here.person')} chosen={chosen} max={1} onChange={setChosen} testid="here-person" />
      <div class="row row-end">
        <Button onClick={onClose}>{t('do.cancel')}</Button>
        <Button kind="strong" busy={sending} disabled={!person} onClick={link} testid="here-go">{t('access.here.go')}</Button>
      </div>
    </Dialog>
  );
}
