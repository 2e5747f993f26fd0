// SPDX-License-Identifier: Apache-2.0
// The code of conduct in up to four languages. Whoever has not accepted the one that holds comes into no room.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { JsonObject } from '../../../core/merge.ts';
import { chars } from '../../../core/text.ts';
import type { Texts } from '../../../core/views.ts';
import { useWords } from '../../../i18n/context.tsx';
import { LANGUAGES } from '../../../i18n/index.ts';
import { Confirm } from '../../../ui/dialog.tsx';
import { TextArea } from '../../../ui/field.tsx';
import { Button } from '../../../ui/parts.tsx';
import { useSession } from '../../../ui/session.tsx';
import { ACADEMY } from '../context.ts';

/** CONDUCT_CHARS of protocol/bounds.def. */
const CONDUCT_CHARS = 6000;

export function Conduct({ version, busy, save }: { version: number | undefined; busy: boolean; save: (method: string, data: JsonObject) => Promise<boolean> }): JSX.Element {
  const { t } = useWords();
  const session = useSession();
  const [text, setText] = useState<Texts>({});
  const [accepted, setAccepted] = useState<number | undefined>(undefined);
  const [asked, setAsked] = useState(false);
  useEffect(() => {
    if (version === undefined) return;
    void session.query('conduct.get', { room: ACADEMY }).then((answer) => {
      const { text: said, accepted: count } = answer as { text: Texts; accepted?: number };
      setText(said);
      setAccepted(count);
    }, () => undefined);
  }, [session, version]);
  const given = Object.fromEntries(Object.entries(text).map(([lang, one]) => [lang, one.trim()] as const).filter(([, one]) => one !== ''));
  const good = Object.keys(given).length > 0 && Object.values(given).every((one) => chars(one) <= CONDUCT_CHARS);
  return (
    <section class="academy-part" aria-labelledby="conduct">
      <h2 id="conduct">{t('settings.conduct')}</h2>
      <p class="hint">{t('settings.conduct.hint')}</p>
      {accepted !== undefined && <p>{t('settings.conduct.accepted', { n: accepted })}</p>}
      {LANGUAGES.map(({ lang, name }) => (
        <TextArea key={lang} label={name} lang={lang} dir={lang === 'ar' ? 'rtl' : 'ltr'} value={text[lang] ?? ''} max={CONDUCT_CHARS} onInput={(one) => setText({ ...text, [lang]: one })} testid={`settings-conduct-${lang}`} />
      ))}
      <div><Button kind="strong" busy={busy} disabled={!good} onClick={() => setAsked(true)} testid="settings-conduct-save">{t('do.save')}</Button></div>
      {asked && (
        <Confirm title={t('settings.conduct.title')} hint={t('settings.conduct.ask')} action={t('do.save')} busy={busy}
          onConfirm={() => { setAsked(false); void save('conduct.set', { text: given as JsonObject }); }} onClose={() => setAsked(false)} />
      )}
    </section>
  );
}
