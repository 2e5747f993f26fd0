// SPDX-License-Identifier: Apache-2.0
// What a certificate certifies, to whoever has its code; printed it is the certificate.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { dayText } from '../../core/day.ts';
import { HttpError, ask } from '../../core/person.ts';
import { piece } from '../../core/piece.ts';
import type { Route } from '../../core/router.ts';
import { siteName } from '../../core/site.ts';
import { useStore } from '../../core/store.ts';
import type { Texts } from '../../core/views.ts';
import { who } from '../../core/who.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { Badge, Button, Spinner } from '../../ui/parts.tsx';
import { usePageTitle } from '../../ui/title.ts';

interface Verified {
  readonly certifies: {
    readonly name: string; readonly kind: string; readonly reference?: string; readonly title?: Texts; readonly issued: number; readonly until?: number;
    readonly state: 'valid' | 'lapsed' | 'withdrawn';
  };
  readonly proof: { readonly room: string; readonly seq: number; readonly chain: string };
}

const TONES = { valid: 'good', lapsed: 'warm', withdrawn: 'warm' } as const;

export function VerifyPage({ here }: { here: Route }): JSX.Element {
  const { t, lang } = useWords();
  const code = here.page === 'verify' ? here.code : '';
  const site = useStore(who)?.site;
  const [found, setFound] = useState<Verified | 'none' | 'failed' | undefined>(undefined);
  const read = (): void => {
    setFound(undefined);
    void ask(`/api/verify/${piece(code)}`, 'GET').then((answer) => setFound(answer as Verified), (error: unknown) => setFound(error instanceof HttpError && error.status === 404 ? 'none' : 'failed'));
  };
  useEffect(read, [code]);
  usePageTitle(t('verify.title'));
  if (!found) return <div class="sheet door"><Spinner label={t('entry.loading')} /></div>;
  if (found === 'failed') return <div class="sheet door" role="alert"><p>{t('entry.failed')}</p><Button onClick={read}>{t('app.again')}</Button></div>;
  if (found === 'none') return <div class="sheet door" data-testid="verify-none"><h1>{t('verify.none')}</h1><p class="lead">{t('verify.none.hint')}</p></div>;
  const { certifies: { name, kind, reference, title, issued, until, state }, proof } = found;
  const said = spoken(title, lang);
  const known = kind === 'instructor' || kind === 'completion';
  return (
    <div class="sheet door" data-testid="verify" data-state={state}>
      <article class="certificate" aria-labelledby="certificate">
        <p class="meta">{siteName(site, lang)}</p>
        <h1 id="certificate">{known ? t(`verify.kind.${kind}`) : kind}</h1>
        <p class="certificate-name"><bdi>{name}</bdi></p>
        {said.text !== '' && <p class="lead" lang={said.lang} dir={said.dir}>{said.text}</p>}
        <p><Badge tone={TONES[state]}>{t(`verify.state.${state}`)}</Badge></p>
        <dl class="certificate-facts">
          <div><dt>{t('verify.issued')}</dt><dd>{dayText(issued, lang)}</dd></div>
          {until !== undefined && <div><dt>{t('verify.until')}</dt><dd>{dayText(until, lang)}</dd></div>}
          {reference !== undefined && <div><dt>{t('verify.reference')}</dt><dd><bdi>{reference}</bdi></dd></div>}
          <div><dt>{t('verify.code')}</dt><dd dir="ltr">{code}</dd></div>
          <div><dt>{t('verify.address')}</dt><dd dir="ltr" data-testid="verify-address">{`${location.host}/verify/${code}`}</dd></div>
          <div><dt>{t('verify.proof')}</dt><dd><code dir="ltr">{`${proof.room} ${proof.seq} ${proof.chain}`}</code></dd></div>
        </dl>
      </article>
      <div class="controls"><Button onClick={() => print()} testid="verify-print">{t('verify.print')}</Button></div>
    </div>
  );
}
