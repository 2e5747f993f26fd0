// SPDX-License-Identifier: Apache-2.0
// Files that are handed in: sent for oneself alone, and had by who marks once they are handed in.
import type { JSX } from 'preact';
import { BOUNDS } from '../../core/contract.ts';
import { useWords } from '../../i18n/context.tsx';
import { FILE_MB, KB, fileSave, useFile, useSending } from '../../ui/file.ts';
import { Icon } from '../../ui/icon.tsx';
import { IconButton, Spinner } from '../../ui/parts.tsx';

function FileRow({ file, onDrop }: { file: number; onDrop?: () => void }): JSX.Element {
  const { t } = useWords();
  const found = useFile(file);
  return (
    <li>
      {found === undefined && <Spinner label={t('entry.loading')} />}
      {found === null && <span class="hint">{t('work.file.gone')}</span>}
      {found && <a href={found.url} download={found.name} onClick={(event) => fileSave(event, found)} data-testid={`work-file-${file}`}><Icon name="download" /><bdi>{found.name}</bdi></a>}
      {found && <span class="meta">{t('work.file.size', { n: Math.max(1, Math.round(found.bytes / KB)) })}</span>}
      {onDrop && <IconButton icon="trash" label={t('work.file.drop', { name: found?.name ?? '' })} onClick={onDrop} />}
    </li>
  );
}

export function Files({ files, onDrop }: { files: readonly number[]; onDrop?: (file: number) => void }): JSX.Element | null {
  if (files.length === 0) return null;
  return <ul class="work-files">{files.map((file) => <FileRow key={file} file={file} {...(onDrop ? { onDrop: () => onDrop(file) } : {})} />)}</ul>;
}

export function FileField({ files, onFiles }: { files: readonly number[]; onFiles: (change: (files: readonly number[]) => readonly number[]) => void }): JSX.Element {
  const { t } = useWords();
  const { busy, wrong, send } = useSending('own', { large: t('work.file.large', { n: FILE_MB }), lost: t('work.file.lost') }, (seq) => onFiles((now) => [...now, seq]));
  const full = files.length >= BOUNDS.ASSIGNMENT_FILES;
  return (
    <section class="work-file" aria-label={t('work.files')}>
      <Files files={files} onDrop={(file) => onFiles((now) => now.filter((each) => each !== file))} />
      {!full && (
        <label class="button button-plain">
          <Icon name="plus" />{t('work.file.add')}
          <input type="file" class="hidden" disabled={busy} data-testid="work-file"
            onChange={(event) => { const file = event.currentTarget.files?.[0]; event.currentTarget.value = ''; if (file) send(file); }} />
        </label>
      )}
      {full && <p class="hint">{t('work.file.full', { n: BOUNDS.ASSIGNMENT_FILES })}</p>}
      {busy && <Spinner label={t('work.file.sends')} />}
      <p class="refusal" role="alert">{wrong}</p>
    </section>
  );
}
