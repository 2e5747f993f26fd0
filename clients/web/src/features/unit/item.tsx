// SPDX-License-Identifier: Apache-2.0
// An item as it is read, watched or heard, and the way to the next.
import type { JSX } from 'preact';
import { useContext, useEffect } from 'preact/hooks';
import { useRights, useView } from '../../core/here.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { LANGUAGES } from '../../i18n/index.ts';
import { useAct } from '../../ui/command.ts';
import { fileSave, useFile } from '../../ui/file.ts';
import { Filed } from '../../ui/filed/index.ts';
import { Icon } from '../../ui/icon.tsx';
import { Link, Spinner } from '../../ui/parts.tsx';
import { RoomContext } from '../../ui/session.tsx';
import { usePageTitle } from '../../ui/title.ts';
import { Done, Next } from './items.tsx';
import { Played } from './played.tsx';
import { sizeSaid } from '../../ui/size.ts';
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
      <Filed text={text.text} dir={text.dir} held={(item.pictures ?? []).map((file) => ({ file }))} />
    </div>
  );
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
