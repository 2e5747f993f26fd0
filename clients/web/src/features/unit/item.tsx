// SPDX-License-Identifier: Apache-2.0
// An item as it is read, watched or heard, and the way to the next.
import type { JSX } from 'preact';
import { useContext, useEffect } from 'preact/hooks';
import { useRights, useView } from '../../core/here.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { LANGUAGES } from '../../i18n/index.ts';
import { useAct } from '../../ui/command.ts';
import { KB, useFile } from '../../ui/file.ts';
import { Icon } from '../../ui/icon.tsx';
import { Markup } from '../../ui/markup.tsx';
import { Link, Spinner } from '../../ui/parts.tsx';
import { RoomContext } from '../../ui/session.tsx';
import { usePageTitle } from '../../ui/title.ts';
import { Done, Next } from './items.tsx';
import { pieces } from './pictures.ts';
import { Played } from './played.tsx';
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

function Picture({ file, words }: { file: number; words: string }): JSX.Element | null {
  const { t } = useWords();
  const found = useFile(file);
  if (found === null) return <p class="hint">{t('item.file.gone')}</p>;
  return found ? <img class="unit-picture" src={found.url} alt={words} loading="lazy" data-testid={`picture-${file}`} /> : null;
}

function Download({ file }: { file: number }): JSX.Element {
  const { t } = useWords();
  const found = useFile(file);
  if (found === null) return <p role="alert">{t('item.file.gone')}</p>;
  if (!found) return <Spinner label={t('item.kind.file')} />;
  return (
    <p class="row">
      <a class="button button-strong" href={found.url} download={found.name} data-testid="file-get"><Icon name="download" />{t('item.file.get')}</a>
      <span class="meta"><bdi>{found.name}</bdi></span>
      <span class="meta">{t('item.file.size', { n: Math.max(1, Math.round(found.bytes / KB)) })}</span>
    </p>
  );
}
