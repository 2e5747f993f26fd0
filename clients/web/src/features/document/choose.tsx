// SPDX-License-Identifier: Apache-2.0
// Some documents of the library are chosen: those that are, and what is found by words. One for some groups can be none.
import type { JSX } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { useWords } from '../../i18n/context.tsx';
import { TextField } from '../../ui/field.tsx';
import { RoomContext } from '../../ui/session.tsx';
import { CHARS, useFound } from './pick.tsx';
import type { About } from './view.ts';

const SHOWN = 6;

type Said = Partial<Pick<About, 'title' | 'dir' | 'language'>>;
/** By their numbers; null: there is none any more. */
type Known = { readonly [document: number]: Said | null };

interface Choice {
  readonly label: string;
  readonly chosen: readonly number[];
  readonly max: number;
  /** What is known of those that are chosen. */
  readonly known: Known;
  readonly onChange: (chosen: readonly number[]) => void;
}

export function Choose({ label, chosen, max, known, onChange }: Choice): JSX.Element {
  const { t } = useWords();
  const room = useContext(RoomContext);
  const [words, setWords] = useState('');
  const [picked, setPicked] = useState<Known>({});
  const page = useFound(room, words, SHOWN);
  const found = page?.documents ?? [];
  // What is found stays in its place when it is chosen: whoever has no mouse goes on from there.
  const beside = chosen.filter((seq) => known[seq] !== null && !found.some(({ document }) => document === seq));
  const turn = (document: number, about?: Said): void => {
    const is = chosen.includes(document);
    if (about) setPicked({ ...picked, [document]: about });
    onChange(is ? chosen.filter((one) => one !== document) : [...chosen, document]);
  };
  // The form around it is not sent by whoever looks for something.
  const held = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') event.preventDefault();
  };
  return (
    <fieldset onKeyDown={held}>
      <legend>{label}</legend>
      <div class="choose">
        {beside.length > 0 && <div>{beside.map((seq) => <One key={seq} seq={seq} said={known[seq] ?? picked[seq]} checked onChange={() => turn(seq)} />)}</div>}
        <TextField label={t('lib.find')} value={words} max={CHARS} onInput={setWords} testid="choose-words" />
        <div>
          {found.map(({ document, about, cohorts }) => {
            const is = chosen.includes(document);
            return <One key={document} seq={document} said={about} checked={is} off={!is && (cohorts !== undefined || chosen.length >= max)} note={cohorts ? t('lib.choose.groups') : undefined} onChange={() => turn(document, about)} />;
          })}
        </div>
        <p class="hint" role="status">{page === null ? t('lib.refused') : page?.count === 0 ? t('lib.none.found') : page && page.count > SHOWN ? t('lib.pick.more', { n: page.count - page.documents.length }) : ''}</p>
      </div>
    </fieldset>
  );
}

function One({ seq, said, checked, off, note, onChange }: {
  seq: number; said: Said | null | undefined; checked?: boolean; off?: boolean; note?: string | undefined; onChange: () => void;
}): JSX.Element {
  return (
    <label class="check">
      <input type="checkbox" checked={checked === true} disabled={off === true} data-testid={`choose-${seq}`} onChange={onChange} />
      <span><span lang={said?.language} dir={said?.dir}>{said?.title ?? '–'}</span>{note !== undefined && <span class="meta"> · {note}</span>}</span>
    </label>
  );
}
