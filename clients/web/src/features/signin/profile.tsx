// SPDX-License-Identifier: Apache-2.0
// What a person says of themselves: their name, their languages in their order, a picture.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import { ask } from '../../core/person.ts';
import { chars } from '../../core/text.ts';
import { upload } from '../../core/upload.ts';
import { who } from '../../core/who.ts';
import { useWords } from '../../i18n/context.tsx';
import { LANGUAGES } from '../../i18n/index.ts';
import { useAct } from '../../ui/command.ts';
import { TextField } from '../../ui/field.tsx';
import { notify } from '../../ui/live.tsx';
import { Button } from '../../ui/parts.tsx';
import { Picture } from '../../ui/picture.tsx';
import { RoomContext, useRoom } from '../../ui/session.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { useDoing } from './use.ts';

const ACADEMY = 'academy:main';
/** Small pictures are all that is shown. */
const PICTURE_BYTES = 1_000_000;

interface Said {
  readonly name: string;
  readonly languages?: readonly string[];
  readonly picture?: number;
}
interface Academy {
  readonly me: { readonly id: string; readonly people?: Said };
}

export function Profile(): JSX.Element | null {
  const { t } = useWords();
  const { view, refused } = useRoom<Academy>(ACADEMY);
  if (refused !== undefined) return null;
  const people = view?.me.people;
  if (!view) return <Skeleton kind="lines" label={t('entry.loading')} />;
  if (!people) return null;
  return (
    <RoomContext.Provider value={ACADEMY}>
      <Form key={`${people.name}/${people.languages?.join() ?? ''}`} id={view.me.id} said={people} />
    </RoomContext.Provider>
  );
}

function Form({ id, said }: { id: string; said: Said }): JSX.Element {
  const { t } = useWords();
  const { run, sending } = useAct();
  const { busy, wrong, run: doing } = useDoing();
  const [name, setName] = useState(said.name);
  const [languages, setLanguages] = useState(said.languages ?? []);
  const good = name.trim() !== '' && chars(name) <= BOUNDS.NAME_CHARS;
  const changed = name.trim() !== said.name || languages.join() !== (said.languages ?? []).join();
  const save = async (): Promise<void> => {
    if (!await run('person.change', { person: id, name: name.trim(), languages: [...languages] })) return;
    const now = who.get();
    if (now?.identity) who.set({ ...now, identity: { ...now.identity, name: name.trim() } });
    notify(t('signin.profile.saved'));
  };
  const picture = (file: number): Promise<boolean> => run('person.change', { person: id, picture: file });
  const take = (file: File): void => doing(async () => {
    if (file.size > PICTURE_BYTES) notify(t('signin.picture.large'));
    else await picture(await upload(file, ask));
  });
  const toggle = (lang: string): void => setLanguages(languages.includes(lang) ? languages.filter((each) => each !== lang) : [...languages, lang]);
  return (
    <section aria-labelledby="profile" data-testid="profile">
      <h2 id="profile">{t('signin.profile')}</h2>
      <div class="profile-picture">
        <Picture id={id} name={said.name} file={said.picture} />
        <label class="button">
          {t('signin.picture')}
          <input type="file" class="hidden" accept="image/png,image/jpeg,image/webp" disabled={busy} data-testid="profile-picture"
            onChange={(event) => { const file = event.currentTarget.files?.[0]; event.currentTarget.value = ''; if (file) take(file); }} />
        </label>
        {said.picture !== undefined && <Button kind="quiet" busy={sending} onClick={() => void picture(0)}>{t('do.remove')}</Button>}
      </div>
      <p class="refusal" role="alert">{wrong}</p>
      <form class="stack" onSubmit={(event) => { event.preventDefault(); if (good && changed) void save(); }}>
        <TextField label={t('apply.name')} value={name} max={BOUNDS.NAME_CHARS} complete="name" onInput={setName} testid="profile-name" />
        <fieldset class="profile-languages">
          <legend>{t('signin.languages')}</legend>
          {LANGUAGES.map(({ lang, name: called }) => (
            <label key={lang} class="check">
              <input type="checkbox" checked={languages.includes(lang)} data-testid={`profile-language-${lang}`} onChange={() => toggle(lang)} />
              <span lang={lang}>{called}</span>
              {languages[0] === lang && languages.length > 1 && <span class="hint">{t('signin.languages.first')}</span>}
            </label>
          ))}
        </fieldset>
        <div><Button kind="strong" submit busy={sending} disabled={!good || !changed} testid="profile-save">{t('do.save')}</Button></div>
      </form>
    </section>
  );
}
