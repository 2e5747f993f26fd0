// SPDX-License-Identifier: Apache-2.0
// Words with the files that they hold: pictures and others, each in a line of its own; what no line names stands behind.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { pieces } from '../../core/pictures.ts';
import { saving } from '../../core/saving.ts';
import { useStore } from '../../core/store.ts';
import type { Dir } from '../../core/views.ts';
import { useWords } from '../../i18n/context.tsx';
import { Dialog } from '../dialog.tsx';
import { fileSave, isHere, useFile } from '../file.ts';
import type { Held } from '../file.ts';
import { Icon } from '../icon.tsx';
import { Markup } from '../markup.tsx';
import { Button } from '../parts.tsx';
import { sizeSaid } from '../size.ts';

export interface FiledProps {
  readonly text: string;
  readonly dir: Dir | 'auto';
  readonly held: readonly Held[];
}

export function Filed({ text, dir, held }: FiledProps): JSX.Element {
  const said = pieces(text, held.map(({ file }) => file));
  const named = new Set(said.flatMap((piece) => ('file' in piece ? [piece.file] : [])));
  const one = (file: number): Held => held.find((each) => each.file === file) ?? { file };
  return (
    <>
      {said.map((piece, at) => ('text' in piece ? <Markup key={at} text={piece.text} dir={dir} />
        : piece.picture ? <Picture key={piece.file} held={one(piece.file)} words={piece.words} />
          : <Attached key={piece.file} held={one(piece.file)} words={piece.words} />))}
      {held.filter(({ file, type }) => type !== undefined && !named.has(file)).map((each) => <Attached key={each.file} held={each} words="" />)}
    </>
  );
}

/** Whoever saves data has its words and its size, and the picture when they ask; what was taken along costs nothing. Its place
 *  is as large as it will be. */
function Picture({ held: { file, bytes, width, height }, words }: { held: Held; words: string }): JSX.Element | null {
  const said = useWords();
  const { t } = said;
  const lean = useStore(saving);
  const [wanted, setWanted] = useState(false);
  const [looks, setLooks] = useState(false);
  const found = useFile(lean && !wanted && bytes !== undefined ? 0 : file);
  if (found === null) return <p class="hint">{t('filed.gone')}</p>;
  const known = bytes ?? found?.bytes;
  if (lean && !wanted && !(found && isHere(found.url))) {
    if (known === undefined) return null;
    const size = sizeSaid(said, known);
    return <p><Button onClick={() => setWanted(true)} testid={`picture-show-${file}`}>{words ? t('filed.show.named', { words, size }) : t('filed.show', { size })}</Button></p>;
  }
  if (!found && !width) return null;
  return (
    <>
      <button type="button" class={width && height ? 'filed-picture filed-sized' : 'filed-picture'} aria-label={words ? t('filed.larger.named', { words }) : t('filed.larger')} onClick={() => setLooks(true)} data-testid={`picture-look-${file}`}
        {...(width && height ? { style: { '--wide': width, '--ratio': width / height } } : {})}>
        {found && <img src={found.url} alt={words} loading="lazy" data-testid={`picture-${file}`} />}
      </button>
      {looks && found && (
        <Dialog title={words || t('filed.untitled')} wide onClose={() => setLooks(false)}>
          <img class="filed-large" src={found.url} alt={words} data-testid="picture-large" />
        </Dialog>
      )}
    </>
  );
}

function Attached({ held: { file, bytes }, words }: { held: Held; words: string }): JSX.Element {
  const said = useWords();
  const found = useFile(file);
  if (found === null) return <p class="hint">{said.t('filed.gone')}</p>;
  const size = bytes ?? found?.bytes;
  return (
    <p class="row attached">
      <a {...(found ? { href: found.url, download: found.name, onClick: (event: Event) => fileSave(event, found) } : {})} data-testid={`attached-${file}`}>
        <Icon name="download" /><bdi>{words || found?.name || said.t('filed.file')}</bdi>
      </a>
      {size !== undefined && <span class="meta">{sizeSaid(said, size)}</span>}
    </p>
  );
}
