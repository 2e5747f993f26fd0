// SPDX-License-Identifier: Apache-2.0
// The shared notes: paragraphs, in each of which one person writes at a time.
import type { JSX } from 'preact';
import { useContext, useRef, useState } from 'preact/hooks';
import { draftGet } from '../../core/draft.ts';
import { useRights, useView } from '../../core/here.ts';
import type { Texts } from '../../core/views.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { useChoice } from '../../ui/choice.ts';
import { NotNow } from '../../ui/closed.tsx';
import { useAct } from '../../ui/command.ts';
import { Line } from '../../ui/line.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Button, Empty } from '../../ui/parts.tsx';
import { useRove } from '../../ui/rove.ts';
import { RoomContext, useRoom } from '../../ui/session.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { useShown } from '../../ui/target.ts';
import { Editor } from './editor.tsx';
import { Row } from './row.tsx';
import { htmlText, paragraphs, plainText } from './view.ts';
import type { Listed, NotesShare, NotesView, Who } from './view.ts';

/** Where its text is typed and kept until the server has it. */
export const placeOf = (room: string, seq: number | 'new'): string => `notes/${room}/${seq}`;

/** Of a group the text stands in its own view; of a room it is followed while one looks at it. */
export function NotesPanel(): JSX.Element {
  const inline = useView((view: NotesView) => (view.notes?.paragraphs ? view.notes : undefined));
  return inline ? <Notes notes={inline} /> : <Followed />;
}

function Followed(): JSX.Element {
  const { t } = useWords();
  const room = useContext(RoomContext);
  const { view } = useRoom<NotesView>(`${room}/notes/text`);
  return view?.notes ? <Notes notes={view.notes} /> : <div class="notes"><Skeleton kind="rows" label={t('entry.loading')} /></div>;
}

function Notes({ notes }: { notes: NotesShare }): JSX.Element {
  const { t } = useWords();
  const room = useContext(RoomContext);
  const { may, staff } = useRights();
  const who = useView((view: NotesView) => view.notes?.who);
  const list = paragraphs(notes);
  const rows = useRef<HTMLOListElement>(null);
  const [writes, setWrites] = useState<number | 'new' | undefined>(draftGet(placeOf(room, 'new')) === '' ? undefined : 'new');
  // What one began stays one field, though it has become a paragraph meanwhile.
  const [made, setMade] = useState<number | undefined>(undefined);
  useRove(rows);
  useShown('paragraph', (seq) => notes.paragraphs?.[seq] !== undefined);
  const write = (which: number | 'new' | undefined): void => {
    setWrites(which);
    setMade(undefined);
  };
  // The rights are the room's: of a group its own view says who writes.
  const open = who !== 'off' && (staff || who !== 'staff');
  const mayWrite = open && may('notes.write');
  const own = writes === 'new' ? made : writes;
  const alone = writes === 'new' || (writes !== undefined && !notes.paragraphs?.[writes]);
  return (
    <div class="notes">
      <Head list={list} />
      {list.length === 0 && writes === undefined && (
        <Empty icon="notes">{t(mayWrite ? 'notes.none' : 'notes.none.yet')}</Empty>
      )}
      <ol class="notes-list" ref={rows} aria-label={t('notes.title')}>
        {list.map(({ seq, value }, place) => {
          if (seq === own && alone) return null;
          if (seq === own) return <li key={seq}><Editor seq={seq} paragraph={value} onClose={() => write(undefined)} /></li>;
          return <Row key={seq} list={list} place={place} open={open} onEdit={() => write(seq)} />;
        })}
      </ol>
      {alone && writes !== undefined && <Editor key="alone" seq={writes === 'new' ? made : writes} paragraph={own === undefined ? undefined : notes.paragraphs?.[own]} onMade={setMade} onClose={() => write(undefined)} />}
      {open && !staff && <NotNow method="notes.write" lock="notes" testid="notes-not" />}
      {mayWrite && writes === undefined && <Button icon="plus" onClick={() => write('new')} testid="notes-add">{t('notes.add')}</Button>}
    </div>
  );
}

const WHOS: readonly Who[] = ['all', 'staff', 'off'];

/** Who writes, for the team to set; and what one takes along. */
function Head({ list }: { list: readonly Listed[] }): JSX.Element {
  const { t, lang } = useWords();
  const { may } = useRights();
  const { sending, run } = useAct();
  const who = useView((view: NotesView) => view.notes?.who) ?? 'all';
  const title = useView((view: NotesView & { stage?: { title?: Texts } }) => view.stage?.title);
  const { chosen, holds, choose, give, drop } = useChoice<Who>(who);
  const set = async (next: Who): Promise<void> => {
    choose(next);
    if (await run('notes.set', { who: next })) give(next, holds);
    else drop();
  };
  const heading = `${t('notes.title')}: ${spoken(title, lang).text}`;
  const take = (name: string, type: string, text: string): void => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };
  return (
    <div class="notes-head">
      {may('notes.set') ? (
        <Line icon="settings" says={`${t('notes.who')}: ${t(`notes.who.${who}`)}`} testid="notes-settings">
          <label class="field-number">
            <span>{t('notes.who')}</span>
            <select value={chosen} disabled={sending} data-testid="notes-who" onChange={(event) => void set(WHOS.find((each) => each === event.currentTarget.value) ?? holds)}>
              {WHOS.map((each) => <option key={each} value={each}>{t(`notes.who.${each}`)}</option>)}
            </select>
          </label>
        </Line>
      ) : who !== 'all' && <p class="meta" data-testid="notes-closed">{t(`notes.closed.${who}`)}</p>}
      {list.length > 0 && (
        <Menu icon="download" label={t('notes.take')} testid="notes-take" items={[
          { label: t('notes.take.text'), testid: 'notes-take-txt', onChoose: () => take('notes.txt', 'text/plain', plainText(list)) },
          { label: t('notes.take.markdown'), testid: 'notes-take-md', onChoose: () => take('notes.md', 'text/markdown', `# ${heading}\n\n${plainText(list)}\n`) },
          { label: t('notes.take.html'), testid: 'notes-take-html', onChoose: () => take('notes.html', 'text/html', htmlText(heading, list)) },
        ]}>{t('notes.take')}</Menu>
      )}
    </div>
  );
}
