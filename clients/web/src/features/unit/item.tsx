// SPDX-License-Identifier: Apache-2.0
// An item as it is read, watched or heard, and the way to the next.
import type { JSX } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { useRights, useView } from '../../core/here.ts';
import { saving } from '../../core/saving.ts';
import { useStore } from '../../core/store.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { LANGUAGES } from '../../i18n/index.ts';
import { useAct } from '../../ui/command.ts';
import { fileSave, isHere, useFile } from '../../ui/file.ts';
import { Icon } from '../../ui/icon.tsx';
import { Markup } from '../../ui/markup.tsx';
import { Button, Link, Spinner } from '../../ui/parts.tsx';
import { RoomContext } from '../../ui/session.tsx';
import { usePageTitle } from '../../ui/title.ts';
import { Done, Next } from './items.tsx';
import { pieces } from './pictures.ts';
import { Played } from './played.tsx';
import { sizeSaid } from './size.ts';
import type { Item, ListedItem, UnitsView } from './view.ts';

export function ItemPage({ unit, item: { seq, value }, list }: { unit: number; item: ListedItem; list: readonly ListedItem[] }): JSX.Element {
  const { t, lang } = useWords();
  const room = useContext(RoomContext);
  const { run } = useAct();
  const { may } = useRights();
  const opened = useView((view: UnitsView) => view.me.unit?.marks?.[seq] !== undefined);
  const title = spoken(value.title, lang);
  const at = list.findIndex((each) => each.seq === seq);
  const next = list[at + 1];
  usePageTitle(title.text);
  useEffect(() => {
    if (!opened && may('item.mark')) void run('item.mark', { unit, item: seq });
  }, [seq]);
  return (
    <article class="unit-article">
      <p><Link to={{ page: 'unit', room, unit }} class="back" testid="to-unit"><Icon name="back" />{t('item.back')}</Link></p>
      <header>
        <p class="meta">{t('item.number', { place: at + 1, all: list.length })}</p>
        <h1 lang={title.lang} dir={title.dir} data-testid="item-title">{title.text}</h1>
        <About item={value} />
      </header>
      {(value.kind === 'video' || value.kind === 'podcast') && <Played unit={unit} seq={seq} item={value} />}
      {value.kind === 'file' && value.file !== undefined && <Download file={value.file} />}
      <Text item={value} />
      <div class="row">
        {may('item.mark') && <Done unit={unit} item={seq} />}
        {next && <Next unit={unit} {...next} />}
      </div>
    </article>
  );
}

/** How long it takes, and in which languages it is. */
function About({ item }: { item: Item }): JSX.Element | null {
  const { t } = useWords();
  const written = LANGUAGES.filter(({ lang }) => item.languages?.includes(lang));
  if (item.minutes === undefined && written.length === 0) return null;
  return (
    <p class="meta row">
      {item.minutes !== undefined && <span>{t('item.minutes', { n: item.minutes })}</span>}
      {written.map(({ lang, name }) => <span key={lang} lang={lang}>{name}</span>)}
    </p>
  );
}

export function Text({ item }: { item: Item }): JSX.Element | null {
  const { lang } = useWords();
  const text = spoken(item.text, lang);
  if (text.text === '') return null;
  return (
    <div lang={text.lang} data-testid="item-text">
      {pieces(text.text, item.pictures).map((piece, at) => ('file' in piece
        ? <Picture key={piece.file} file={piece.file} words={piece.words} />
        : <Markup key={at} text={piece.text} dir={text.dir} />))}
    </div>
  );
}

/** Whoever saves data has its words and its size, and the picture when they ask; what was taken along costs nothing. */
function Picture({ file, words }: { file: number; words: string }): JSX.Element | null {
  const said = useWords();
  const lean = useStore(saving);
  const [wanted, setWanted] = useState(false);
  const found = useFile(file);
  if (found === null) return <p class="hint">{said.t('item.file.gone')}</p>;
  if (!found) return null;
  if (lean && !wanted && !isHere(found.url)) {
    const size = sizeSaid(said, found.bytes);
    return <p class="unit-picture-asks"><Button onClick={() => setWanted(true)} testid={`picture-show-${file}`}>{words ? said.t('item.picture.named', { words, size }) : said.t('item.picture.show', { size })}</Button></p>;
  }
  return <img class="unit-picture" src={found.url} alt={words} loading="lazy" data-testid={`picture-${file}`} />;
}

function Download({ file }: { file: number }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const found = useFile(file);
  if (found === null) return <p role="alert">{t('item.file.gone')}</p>;
  if (!found) return <Spinner label={t('item.kind.file')} />;
  return (
    <p class="row">
      <a class="button button-strong" href={found.url} download={found.name} onClick={(event) => fileSave(event, found)} data-testid="file-get"><Icon name="download" />{t('item.file.get')}</a>
      <span class="meta"><bdi>{found.name}</bdi></span>
      <span class="meta">{sizeSaid(words, found.bytes)}</span>
    </p>
  );
}
