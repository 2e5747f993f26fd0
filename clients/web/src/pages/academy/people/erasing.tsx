// SPDX-License-Identifier: Apache-2.0
// How far the server is in erasing people from all rooms.
import type { JSX } from 'preact';
import { useWords } from '../../../i18n/context.tsx';
import { useAcademy } from '../context.ts';

/** `of`: only while this person is the one at work on. */
export function Erasing({ of }: { of?: string }): JSX.Element | null {
  const { t, number } = useWords();
  const { erasing } = useAcademy().view.people ?? {};
  if (!erasing || (of !== undefined && erasing.person !== of)) return null;
  return (
    <div class="told people-erasing" role="status" data-testid="people-erasing">
      <p>
        <strong>{t('persons.erasing', { n: erasing.people })}</strong>{' '}
        {erasing.rooms === 0 ? t('persons.erasing.looks') : t('persons.erasing.far', { done: number(erasing.done), rooms: number(erasing.rooms) })}
      </p>
      {erasing.rooms > 0 && <progress max={erasing.rooms} value={erasing.done} aria-label={t('persons.erasing', { n: erasing.people })} />}
    </div>
  );
}
