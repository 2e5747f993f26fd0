// SPDX-License-Identifier: Apache-2.0
// Where a request for access stands. Its address is the only key to it, and whoever has it may look.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useNow } from '../../core/clock.ts';
import { HttpError, ask } from '../../core/person.ts';
import { place } from '../../core/router.ts';
import { useSelect } from '../../core/store.ts';
import { useWords } from '../../i18n/context.tsx';
import { Button, Link, Spinner, Time } from '../../ui/parts.tsx';
import { usePageTitle } from '../../ui/title.ts';
import { Copy } from '../../ui/waits.tsx';
import { countryName } from '../../core/countries.ts';
import { useDoing } from './use.ts';

export type Step = 'asked' | 'confirmed' | 'endorsed' | 'approved' | 'refused' | 'expired';
interface Status {
  readonly state: Step;
  readonly country: string;
  readonly why?: string;
  readonly steps: readonly { readonly step: Step; readonly at: number }[];
}

const LOOK_MS = 30_000;

export function AppliedPage(): JSX.Element {
  const { t } = useWords();
  const code = useSelect(place, ({ hash }) => hash);
  const turn = useNow(LOOK_MS);
  const [status, setStatus] = useState<Status | 'none' | undefined>(undefined);
  const { busy, wrong, run } = useDoing();
  usePageTitle(t('apply.status'));
  const look = (): void => run(async () => {
    try {
      setStatus((await ask('/api/apply/status', 'POST', { code })) as Status);
    } catch (error) {
      if (!(error instanceof HttpError) || error.status >= 500 || error.status === 429) throw error;
      setStatus('none');
    }
  });
  useEffect(look, [code, turn]);
  return (
    <div class="sheet door">
      <h1>{t('apply.status')}</h1>
      {!status && wrong === '' && <Spinner label={t('entry.loading')} />}
      {status === 'none' && <><p role="alert" data-testid="apply-none">{t('apply.none')}</p><p><Link to={{ page: 'apply' }}>{t('apply.title')}</Link></p></>}
      {status && status !== 'none' && <Standing status={status} code={code} />}
      {wrong !== '' && <div role="alert"><p class="refusal" data-testid="refusal">{wrong}</p><Button busy={busy} onClick={look}>{t('app.again')}</Button></div>}
    </div>
  );
}

/** Where the link has not come: another one, to the same address. */
function Again({ code }: { code: string }): JSX.Element {
  const { t } = useWords();
  const [sent, setSent] = useState(false);
  const { busy, wrong, run } = useDoing();
  const send = (): void => run(async () => {
    setSent(false);
    await ask('/api/apply/again', 'POST', { code });
    setSent(true);
  });
  return (
    <div class="stack">
      <div><Button busy={busy} onClick={send} testid="apply-again">{t('apply.again')}</Button></div>
      <p class="hint" role="status" data-testid="apply-again-sent">{sent ? t('apply.again.sent') : ''}</p>
      <p class="refusal" role="alert">{wrong}</p>
    </div>
  );
}

function Standing({ status, code }: { status: Status; code: string }): JSX.Element {
  const { t, lang, full } = useWords();
  const { state, country, why, steps } = status;
  const now = useNow(LOOK_MS);
  const open = state === 'asked' || state === 'confirmed' || state === 'endorsed';
  return (
    <>
      <p class="lead" role="status" data-testid="apply-state" data-state={state}>{t(`apply.now.${state}`)}</p>
      {state === 'asked' && <Again code={code} />}
      {why !== undefined && <p class="prose apply-why" dir="auto">{why}</p>}
      <ol class="apply-steps">
        {steps.map(({ step, at }) => <li key={step}><strong>{t(`apply.step.${step}`)}</strong> <span class="meta"><Time at={at} now={now} text={full(at)} /></span></li>)}
      </ol>
      <p class="hint">{t('apply.for', { country: countryName(country, lang) })}</p>
      {open && (
        <section aria-labelledby="keep">
          <h2 id="keep">{t('apply.keep')}</h2>
          <p>{t('apply.keep.hint')}</p>
          <div class="row"><code class="apply-address" dir="ltr" data-testid="apply-address">{location.href}</code><Copy text={location.href} /></div>
        </section>
      )}
      {state === 'approved' && <p><Link to={{ page: 'enter' }} class="button">{t('signin.title')}</Link></p>}
    </>
  );
}
