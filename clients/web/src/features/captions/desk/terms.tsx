// SPDX-License-Identifier: Apache-2.0
// The glossary as whoever writes captions reads it: each term in its languages, the one that is written first.
import type { JSX } from 'preact';
import { useContext, useRef, useState } from 'preact/hooks';
import { bySeq } from '../../../core/views.ts';
import { useWords } from '../../../i18n/context.tsx';
import { TextField } from '../../../ui/field.tsx';
import { useRove } from '../../../ui/rove.ts';
import { RoomContext, useRoom } from '../../../ui/session.tsx';
import { TERMS, dirOfTag, found, inLanguage } from '../view.ts';
import type { GlossaryView } from '../view.ts';

const FIND_FROM = 8;
const FIND_CHARS = 80;

export function Terms({ language }: { language: string }): JSX.Element | null {
  const { t } = useWords();
  const room = useContext(RoomContext);
  const { view } = useRoom<GlossaryView>(`${room}/${TERMS}`);
  const [sought, setSought] = useState('');
  const list = useRef<HTMLUListElement>(null);
  useRove(list);
  const all = bySeq(view?.glossary?.terms);
  if (all.length === 0) return null;
  return (
    <details class="captioner-terms" data-testid="captioner-terms">
      <summary>{t('captions.terms')} <span class="meta">{all.length}</span></summary>
      {all.length >= FIND_FROM && <TextField label={t('captions.terms.find')} value={sought} max={FIND_CHARS} onInput={setSought} testid="captioner-terms-find" />}
      <ul ref={list}>
        {all.filter(({ value }) => found(value.title, sought)).map(({ seq, value }) => (
          <li key={seq} data-row tabIndex={-1} data-testid={`captioner-term-${seq}`}>
            {inLanguage(value.title, language).map(([tag, text], at) => <bdi key={tag} lang={tag} dir={dirOfTag(tag)} class={at === 0 ? 'captioner-term' : 'meta'}>{text}</bdi>)}
          </li>
        ))}
      </ul>
    </details>
  );
}
