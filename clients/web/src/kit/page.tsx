// SPDX-License-Identifier: Apache-2.0
// /kit: every part in each of its states, in the reader's language, in either direction.
// For those who build pages and for tests; nothing here reaches the server.
import { createContext } from 'preact';
import type { ComponentChildren, JSX } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { WordsContext, useWords } from '../i18n/context.tsx';
import { Choice } from '../ui/parts.tsx';
import { usePageTitle } from '../ui/title.ts';
import { Actions, Lists, Overlays } from './acts.tsx';
import { Fields, Marks, Numbers, States, Tables, Tabbed, Type } from './shows.tsx';
import './style.css';
import { KIT } from './texts.ts';
import type { KitWords } from './texts.ts';

const KitContext = createContext<KitWords>(KIT.en);
export function useKit(): KitWords {
  return useContext(KitContext);
}

export function KitPage(): JSX.Element {
  const words = useWords();
  const kit = KIT[words.lang];
  const [dir, setDir] = useState(words.dir);
  useEffect(() => setDir(words.dir), [words.dir]);
  usePageTitle(kit.title);
  return (
    <KitContext.Provider value={kit}>
      <div class="kit" data-testid="kit">
        <header class="kit-head">
          <h1>{kit.title}</h1>
          <p class="lead">{kit.lead}</p>
          <Choice label={kit.mirror} name="kit-direction" value={dir} onChange={setDir}
            options={[{ value: 'ltr', label: kit.ltr }, { value: 'rtl', label: kit.rtl }]} />
        </header>
        <WordsContext.Provider value={{ ...words, dir }}><div class="kit-parts" dir={dir}><Parts /></div></WordsContext.Provider>
      </div>
    </KitContext.Provider>
  );
}

function Parts(): JSX.Element {
  const kit = useKit();
  const parts: readonly (readonly [string, JSX.Element])[] = [
    [kit.text, <Type />], [kit.buttons, <Actions />], [kit.lists, <Lists />], [kit.badges, <Marks />], [kit.fields, <Fields />],
    [kit.dialogs, <Overlays />], [kit.states, <States />], [kit.bars, <Numbers />], [kit.tabs, <Tabbed />], [kit.table, <Tables />],
  ];
  return <>{parts.map(([title, part]) => <Part key={title} title={title}>{part}</Part>)}</>;
}

function Part({ title, children }: { title: string; children: ComponentChildren }): JSX.Element {
  return <section class="kit-part"><h2>{title}</h2>{children}</section>;
}
