// SPDX-License-Identifier: Apache-2.0
// A room like another one, at another time.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { go } from '../../../core/router.ts';
import { useWords } from '../../../i18n/context.tsx';
import { useAct } from '../../../ui/command.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { notify } from '../../../ui/live.tsx';
import { Button } from '../../../ui/parts.tsx';
import { useRoomRun } from '../../../ui/session.tsx';
import { momentOf, zoneOwn, zonedOf } from '../../../core/zoned.ts';
import { RunAgain } from './again.tsx';
import { Labelled } from './fields.tsx';
import { idMake, nameOf } from './shape.ts';
import type { Got } from './shape.ts';
import { roomRoute } from './way.tsx';

const WEEK_MS = 7 * 24 * 3_600_000;

export function CopyRoom(props: { got: Got; onClose: () => void }): JSX.Element {
  return props.got.template === 'spoc' || props.got.template === 'course' ? <RunAgain {...props} /> : <CopyAlike {...props} />;
}

function CopyAlike({ got, onClose }: { got: Got; onClose: () => void }): JSX.Element {
  const { t } = useWords();
  const { sending, run } = useAct();
  const send = useRoomRun();
  const zone = zoneOwn();
  const [id] = useState(idMake);
  const [at, setAt] = useState(() => (got.start === undefined ? { date: '', time: '' } : zonedOf(got.start + WEEK_MS, zone)));
  const [wrong, setWrong] = useState(false);
  const of = nameOf({ template: got.template ?? 'course', id });
  const dated = got.template === 'webinar';
  const copy = (): void => {
    const start = dated ? momentOf(at, zone) : undefined;
    if (dated && start === undefined) return setWrong(true);
    void run('room.copy', { of, from: got.of, ...(start === undefined ? {} : { start }) }).then((done) => {
      if (!done) return;
      onClose();
      notify(t('rooms.copied'), { label: t('do.undo'), run: () => void send('room.archive', { of, archived: true }).then(() => go(roomRoute(got.of))) });
      go(roomRoute(of));
    });
  };
  return (
    <Dialog title={t('rooms.copy.title')} onClose={onClose}>
      <form class="stack" onSubmit={(event) => { event.preventDefault(); copy(); }}>
        <p>{t(dated ? 'rooms.copy.when' : 'rooms.copy.what')}</p>
        {dated && (
          <div class="academy academy-pair rooms-copy">
            <Labelled label={t('rooms.date')} id="copy-date"><input id="copy-date" type="date" value={at.date} data-testid="copy-date" aria-invalid={wrong ? 'true' : undefined} onInput={(event) => setAt({ ...at, date: event.currentTarget.value })} /></Labelled>
            <Labelled label={t('rooms.time')} id="copy-time"><input id="copy-time" type="time" value={at.time} data-testid="copy-time" aria-invalid={wrong ? 'true' : undefined} onInput={(event) => setAt({ ...at, time: event.currentTarget.value })} /></Labelled>
          </div>
        )}
        <p class="refusal" role="alert">{wrong ? t('rooms.wants.both') : ''}</p>
        <div class="row row-end">
          <Button onClick={onClose}>{t('do.cancel')}</Button>
          <Button kind="strong" submit busy={sending} testid="copy-go">{t('rooms.copy')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
