// SPDX-License-Identifier: Apache-2.0
// Where a document is: a file that is sent, or an address.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useRights } from '../../core/here.ts';
import { useWords } from '../../i18n/context.tsx';
import { TextField } from '../../ui/field.tsx';
import { FILE_MB, useSending } from '../../ui/file.ts';
import { Choice, Spinner } from '../../ui/parts.tsx';

const URL_CHARS = 2000;
const ADDRESS = /^https?:\/\/\S+$/;

type From = 'file' | 'url' | 'none';

/** `sent`: undefined where it is not whole; null: on paper alone. */
export function useSource(none: boolean): { readonly field: JSX.Element; readonly sent: { readonly file: number } | { readonly url: string } | null | undefined } {
  const { t } = useWords();
  const { role } = useRights();
  const [from, setFrom] = useState<From>('file');
  const [url, setUrl] = useState('');
  const [file, setFile] = useState<{ readonly seq: number; readonly name: string } | undefined>(undefined);
  const { busy, wrong, send } = useSending(role === 'participant' ? 'own' : 'staff', { large: t('lib.file.large', { n: FILE_MB }), lost: t('lib.file.lost') }, (seq, name) => setFile({ seq, name }));
  const options: readonly From[] = none ? ['file', 'url', 'none'] : ['file', 'url'];
  const field = (
    <>
      <Choice label={t('lib.from')} name="document-from" value={from} onChange={setFrom} options={options.map((value) => ({ value, label: t(`lib.from.${value}`) }))} />
      {from === 'file' && (
        <div class="row">
          <label class="button button-plain">
            {t(file ? 'lib.file.other' : 'lib.file.choose')}
            <input type="file" class="hidden" disabled={busy} data-testid="document-file"
              onChange={(event) => { const chosen = event.currentTarget.files?.[0]; event.currentTarget.value = ''; if (chosen) send(chosen); }} />
          </label>
          {busy && <Spinner label={t('lib.file.sends')} />}
          {file && <span class="meta" data-testid="document-file-name"><bdi>{file.name}</bdi></span>}
          <p class="refusal" role="alert">{wrong}</p>
        </div>
      )}
      {from === 'url' && <TextField label={t('lib.url')} value={url} max={URL_CHARS} dir="ltr" onInput={setUrl} testid="document-url" />}
    </>
  );
  const address = url.trim();
  const right = ADDRESS.test(address) && address.length <= URL_CHARS;
  return { field, sent: from === 'none' ? null : from === 'file' ? (file && !busy ? { file: file.seq } : undefined) : right ? { url: address } : undefined };
}
