// SPDX-License-Identifier: Apache-2.0
// How the academy is called and looks, and what it lets people do. Each part is saved by itself.
import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { contrastOf, isColour, paletteOf } from '../../../core/colour.ts';
import type { Look } from '../../../core/colour.ts';
import type { JsonObject } from '../../../core/merge.ts';
import { HttpError } from '../../../core/person.ts';
import { siteAsk } from '../../../core/site.ts';
import { useStore } from '../../../core/store.ts';
import { chars } from '../../../core/text.ts';
import { upload } from '../../../core/upload.ts';
import { who } from '../../../core/who.ts';
import { useWords } from '../../../i18n/context.tsx';
import { LANGUAGES } from '../../../i18n/index.ts';
import { useAct } from '../../../ui/command.ts';
import { TextField } from '../../../ui/field.tsx';
import { notify } from '../../../ui/live.tsx';
import { Button } from '../../../ui/parts.tsx';
import { usePageTitle } from '../../../ui/title.ts';
import { askAs } from '../ask.ts';
import { useAcademy } from '../context.ts';
import { Head } from '../page.tsx';
import { Closed } from './closed.tsx';
import { Conduct } from './conduct.tsx';
import { Tools } from './tools.tsx';
import './style.css';

/** ACADEMY_CHARS of protocol/bounds.def. */
export const ACADEMY_CHARS = 60;
const OWN_COLOUR = '#0c6352';
/** What a logo may weigh: it stands on every page. */
const LOGO_BYTES = 200_000;

type Save = (method: string, data: JsonObject) => Promise<boolean>;

export function Page(): JSX.Element {
  const { t } = useWords();
  const { view } = useAcademy();
  const { run, sending } = useAct();
  usePageTitle(t('settings.title'));
  const save: Save = async (method, data) => {
    if (!await run(method, data)) return false;
    notify(t('settings.saved'));
    // What the server tells strangers is what this page shows, too.
    const site = await siteAsk().catch(() => undefined);
    const now = who.get();
    if (site && now) who.set({ ...now, site: { ...site, demo: now.site.demo } });
    return true;
  };
  const { name = {}, logo = 0, colour = '', languages = LANGUAGES.map(({ lang }) => lang), apply = true } = view.settings ?? {};
  return (
    <>
      <Head title={t('settings.title')} />
      <div class="academy-form">
        <Names key={JSON.stringify(name)} names={name} busy={sending} save={save} />
        <Logo has={logo > 0} busy={sending} save={save} />
        <Colour key={colour} colour={colour} busy={sending} save={save} />
        <Languages key={languages.join()} languages={languages} busy={sending} save={save} />
        <Part title={t('settings.who')}>
          <Check label={t('settings.apply')} hint={t('settings.apply.hint')} checked={apply} busy={sending} testid="settings-apply" onChange={(on) => void save('settings.set', { apply: on })} />
          <Check label={t('settings.create')} hint={t('settings.create.hint')} checked={view.rooms?.create === 'members'} busy={sending} testid="settings-create"
            onChange={(on) => void save('room.policy', { create: on ? 'members' : 'managers' })} />
        </Part>
        <Conduct version={view.conduct?.version} busy={sending} save={save} />
        <Tools />
        <Closed />
      </div>
    </>
  );
}

function Part({ title, children }: { title: string; children: ComponentChildren }): JSX.Element {
  return <section class="academy-part" aria-label={title}><h2>{title}</h2>{children}</section>;
}

function Check({ label, hint, checked, busy, testid, onChange }: { label: string; hint: string; checked: boolean; busy: boolean; testid: string; onChange: (on: boolean) => void }): JSX.Element {
  return (
    <label class="check settings-check">
      <input type="checkbox" checked={checked} aria-disabled={busy ? 'true' : undefined} data-testid={testid}
        onChange={(event) => { if (!busy) onChange(event.currentTarget.checked); event.currentTarget.checked = checked; }} />
      <span><strong>{label}</strong> <span class="hint">{hint}</span></span>
    </label>
  );
}

function Names({ names, busy, save }: { names: { readonly [lang: string]: string }; busy: boolean; save: Save }): JSX.Element {
  const { t } = useWords();
  const [now, setNow] = useState(names);
  const given: { readonly [lang: string]: string } = Object.fromEntries(LANGUAGES.map(({ lang }) => [lang, (now[lang] ?? '').trim()] as const).filter(([, text]) => text !== ''));
  const good = Object.keys(given).length > 0 && Object.values(given).every((text) => chars(text) <= ACADEMY_CHARS);
  return (
    <form onSubmit={(event) => { event.preventDefault(); if (good) void save('settings.set', { name: given as JsonObject }); }}>
      <Part title={t('settings.name')}>
        <p class="hint">{t('settings.name.hint')}</p>
        {LANGUAGES.map(({ lang, name }) => (
          <TextField key={lang} label={name} lang={lang} dir={lang === 'ar' ? 'rtl' : 'ltr'} value={now[lang] ?? ''} max={ACADEMY_CHARS} onInput={(text) => setNow({ ...now, [lang]: text })} testid={`settings-name-${lang}`} />
        ))}
        <div><Button kind="strong" submit busy={busy} disabled={!good} testid="settings-name-save">{t('do.save')}</Button></div>
      </Part>
    </form>
  );
}

function Logo({ has, busy, save }: { has: boolean; busy: boolean; save: Save }): JSX.Element {
  const { t } = useWords();
  const logo = useStore(who)?.site.logo;
  const [sending, setSending] = useState(false);
  const [wrong, setWrong] = useState('');
  const take = async (file: File): Promise<void> => {
    setWrong('');
    if (file.size > LOGO_BYTES) {
      setWrong(t('settings.logo.large'));
      return;
    }
    setSending(true);
    try {
      await save('settings.set', { logo: await upload(file, askAs) });
    } catch (error) {
      setWrong(error instanceof HttpError && error.error ? t('app.error', { error: t(`error.${error.error}`) }) : t('entry.failed'));
    }
    setSending(false);
  };
  return (
    <Part title={t('settings.logo')}>
      <p class="hint">{t('settings.logo.hint')}</p>
      {has && logo && <p class="settings-logo"><span style={{ background: GROUND.light[0] }}><img src={logo} alt={t('settings.logo.now')} data-testid="settings-logo" /></span><span style={{ background: GROUND.dark[0] }}><img src={logo} alt="" /></span></p>}
      <div class="field">
        <label for="settings-logo-file">{t('settings.logo.choose')}</label>
        <input id="settings-logo-file" type="file" accept="image/png,image/jpeg,image/webp" disabled={sending} data-testid="settings-logo-file"
          onChange={(event) => { const file = event.currentTarget.files?.[0]; event.currentTarget.value = ''; if (file) void take(file); }} />
      </div>
      <p class="refusal" role="alert">{wrong}</p>
      {has && <div><Button busy={busy} onClick={() => void save('settings.set', { logo: 0 })} testid="settings-logo-remove">{t('do.remove')}</Button></div>}
    </Part>
  );
}

function Colour({ colour, busy, save }: { colour: string; busy: boolean; save: Save }): JSX.Element {
  const { t } = useWords();
  const [now, setNow] = useState(colour || OWN_COLOUR);
  const written = now.trim().toLowerCase();
  const good = isColour(written);
  return (
    <Part title={t('settings.colour')}>
      <p class="hint">{t('settings.colour.hint')}</p>
      <div class="settings-colour">
        <input type="color" aria-label={t('settings.colour.choose')} value={good ? written : OWN_COLOUR} data-testid="settings-colour" onInput={(event) => setNow(event.currentTarget.value)} />
        <TextField label={t('settings.colour.code')} value={now} max={99} dir="ltr" onInput={setNow} testid="settings-colour-code" />
      </div>
      {good && <div class="settings-samples">{(['light', 'dark'] as const).map((look) => <Sample key={look} colour={written} look={look} />)}</div>}
      <p class="refusal" role="alert">{!good && t('settings.colour.wrong')}</p>
      <div class="row">
        <Button kind="strong" busy={busy} disabled={!good || written === colour} onClick={() => void save('settings.set', { colour: written })} testid="settings-colour-save">{t('do.save')}</Button>
        {colour !== '' && <Button busy={busy} onClick={() => void save('settings.set', { colour: '' })} testid="settings-colour-own">{t('settings.colour.own')}</Button>}
      </div>
    </Part>
  );
}

const GROUND: { readonly [L in Look]: readonly [string, string] } = { light: ['#ffffff', '#14211c'], dark: ['#171f1c', '#e9f0ed'] };

/** How it will look, and how well it can be read. */
function Sample({ colour, look }: { colour: string; look: Look }): JSX.Element {
  const { t, number } = useWords();
  const { accent, on, soft, contrast } = paletteOf(colour, look);
  const [ground, ink] = GROUND[look];
  const ratio = (value: number): string => `${number(Math.floor(value * 10) / 10)}:${number(1)}`;
  return (
    <figure class="settings-sample" style={{ background: ground, color: ink }} data-testid={`settings-sample-${look}`} data-accent={accent}>
      <figcaption>{t(look === 'light' ? 'app.theme.light' : 'app.theme.dark')}</figcaption>
      <div class="row">
        <span class="settings-button" style={{ background: accent, color: on }}>{t('settings.colour.button')}</span>
        <span style={{ color: accent, textDecoration: 'underline' }}>{t('settings.colour.link')}</span>
        <span class="settings-badge" style={{ background: soft, color: accent }}>{t('settings.colour.mark')}</span>
      </div>
      <p>{t('settings.colour.contrast', { on: ratio(contrast), ground: ratio(contrastOf(accent, ground)) })}{accent !== colour && ` ${t(look === 'light' ? 'settings.colour.darker' : 'settings.colour.lighter')}`}</p>
    </figure>
  );
}

function Languages({ languages, busy, save }: { languages: readonly string[]; busy: boolean; save: Save }): JSX.Element {
  const { t } = useWords();
  const toggle = (lang: string, on: boolean): void => void save('settings.set', { languages: on ? [...languages, lang] : languages.filter((each) => each !== lang) });
  return (
    <Part title={t('settings.languages')}>
      <p class="hint">{t('settings.languages.hint')}</p>
      {LANGUAGES.map(({ lang, name }) => {
        const last = languages.length === 1 && languages.includes(lang);
        return (
          <label key={lang} class="check">
            <input type="checkbox" checked={languages.includes(lang)} disabled={last} data-testid={`settings-language-${lang}`}
              onChange={(event) => { const on = event.currentTarget.checked; event.currentTarget.checked = !on; if (!busy) toggle(lang, on); }} />
            <span lang={lang}>{name}</span>{last && <span class="hint">{t('settings.languages.last')}</span>}
          </label>
        );
      })}
    </Part>
  );
}
