// SPDX-License-Identifier: Apache-2.0
// Files that go into an item: for the team alone until it is open, for whoever sees it then.
import type { JSX } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { asked } from '../../core/asked.ts';
import { BOUNDS } from '../../core/contract.ts';
import { HttpError } from '../../core/person.ts';
import { uploadTo } from '../../core/upload.ts';
import { useWords } from '../../i18n/context.tsx';
import { Spinner } from '../../ui/parts.tsx';
import { RoomContext } from '../../ui/session.tsx';

const MB = 1 << 20;

interface Sending {
  readonly busy: boolean;
  /** Why it did not go; empty: it did. */
  readonly wrong: string;
  readonly send: (file: File) => void;
}

function useSending(taken: (seq: number, name: string) => void): Sending {
  const { t } = useWords();
  const room = useContext(RoomContext);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState('');
  const send = (file: File): void => {
    if (file.size > BOUNDS.FILE_BYTES) return setWrong(t('item.file.large', { n: BOUNDS.FILE_BYTES / MB }));
    setBusy(true);
    setWrong('');
    uploadTo(room, 'staff', file, (path, method, body) => asked(path, method, body).then((answer) => answer.json() as Promise<unknown>))
      .then((seq) => taken(seq, file.name), (error: unknown) => setWrong(error instanceof HttpError && error.error ? t('app.error', { error: t(`error.${error.error}`) }) : t('item.file.lost')))
      .finally(() => setBusy(false));
  };
  return { busy, wrong, send };
}

function Choose({ label, accept, testid, sending: { busy, wrong, send } }: { label: string; accept?: string; testid: string; sending: Sending }): JSX.Element {
  return (
    <>
      <label class="button button-plain">
        {label}
        <input type="file" class="hidden" accept={accept} disabled={busy} data-testid={testid}
          onChange={(event) => { const file = event.currentTarget.files?.[0]; event.currentTarget.value = ''; if (file) send(file); }} />
      </label>
      {busy && <Spinner label={label} />}
      <p class="refusal" role="alert">{wrong}</p>
    </>
  );
}

export function FileField({ file, onFile }: { file: number | undefined; onFile: (file: number) => void }): JSX.Element {
  const { t } = useWords();
  const [name, setName] = useState('');
  const sending = useSending((seq, its) => {
    setName(its);
    onFile(seq);
  });
  return (
    <div class="row" data-testid="item-file-field">
      <Choose label={t(file === undefined ? 'item.file.choose' : 'item.file.other')} testid="item-file" sending={sending} />
      {file !== undefined && <span class="meta" data-testid="item-file-name">{name === '' ? t('item.file.has') : <bdi>{name}</bdi>}</span>}
    </div>
  );
}

export function PictureField({ onPicture }: { onPicture: (file: number, words: string) => void }): JSX.Element {
  const { t } = useWords();
  const sending = useSending((seq, name) => onPicture(seq, name.replace(/\.\w+$/, '')));
  return (
    <div class="row">
      <Choose label={t('item.picture.add')} accept="image/png,image/jpeg,image/webp" testid="item-picture" sending={sending} />
      <span class="hint">{t('item.picture.hint')}</span>
    </div>
  );
}
