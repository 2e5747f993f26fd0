// SPDX-License-Identifier: Apache-2.0
// Files that go into an item: for the team alone until it is open, for whoever sees it then.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useWords } from '../../i18n/context.tsx';
import { FILE_MB, useSending } from '../../ui/file.ts';
import type { Sending } from '../../ui/file.ts';
import { Spinner } from '../../ui/parts.tsx';

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
  const sending = useSending('staff', { large: t('item.file.large', { n: FILE_MB }), lost: t('item.file.lost') }, (seq, its) => {
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
  const sending = useSending('staff', { large: t('item.file.large', { n: FILE_MB }), lost: t('item.file.lost') }, (seq, name) => onPicture(seq, name.replace(/\.\w+$/, '')));
  return (
    <div class="row">
      <Choose label={t('item.picture.add')} accept="image/png,image/jpeg,image/webp" testid="item-picture" sending={sending} />
      <span class="hint">{t('item.picture.hint')}</span>
    </div>
  );
}
