// SPDX-License-Identifier: Apache-2.0
// How many people may be inside at once; the others wait in a line.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import { useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { Button } from '../../ui/parts.tsx';

const DIGITS = String(BOUNDS.MEMBERS).length;

export function Capacity({ held, onClose }: { held: number; onClose: () => void }): JSX.Element {
  const { t } = useWords();
  const { sending, run } = useAct();
  const [places, setPlaces] = useState(held > 0 ? String(held) : '');
  const capacity = Number(places.trim() || 0);
  const fits = Number.isInteger(capacity) && capacity >= 0 && capacity <= BOUNDS.MEMBERS;
  return (
    <Dialog title={t('people.capacity.ask')} onClose={onClose}>
      <form class="stack" onSubmit={(event) => {
        event.preventDefault();
        if (fits) void run('lobby.capacity', { capacity }).then((done) => done && onClose());
      }}>
        <p>{t('people.capacity.hint')}</p>
        <TextField label={t('people.capacity.places')} keys="numeric" dir="ltr" value={places} max={DIGITS} onInput={setPlaces} testid="places" />
        {!fits && <p role="status" class="refusal">{t('people.capacity.number', { n: BOUNDS.MEMBERS })}</p>}
        <div class="row row-end">
          <Button onClick={onClose}>{t('do.cancel')}</Button>
          <Button kind="strong" submit busy={sending} testid="confirm">{t('people.role.apply')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
