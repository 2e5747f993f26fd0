// SPDX-License-Identifier: Apache-2.0
// A person's own certificates, each with the way to the page that says and prints it.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { dayText } from '../../core/day.ts';
import { ask } from '../../core/person.ts';
import { go } from '../../core/router.ts';
import type { Session } from '../../core/session.ts';
import type { Texts } from '../../core/views.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { Badge, Button } from '../../ui/parts.tsx';
import { useDoing } from './use.ts';

interface Certificate {
  readonly credential: number;
  readonly kind: string;
  readonly reference?: string;
  readonly title?: Texts;
  readonly until?: number;
  readonly state: 'valid' | 'lapsed' | 'withdrawn';
}
interface Certificates {
  readonly credentials: readonly Certificate[];
  readonly next?: number;
}

const TONES = { valid: 'good', lapsed: 'warm', withdrawn: 'plain' } as const;

/** Whoever has none sees nothing of it. */
export function Certificates({ person, session }: { person: string; session: Session }): JSX.Element | null {
  const { t, lang } = useWords();
  const { busy, wrong, run } = useDoing();
  const [all, setAll] = useState<readonly Certificate[]>([]);
  const [next, setNext] = useState<number | undefined>(undefined);
  const read = (after?: number): void => run(async () => {
    const found = (await session.query('credential.list', { room: 'academy:main', person, ...(after === undefined ? {} : { after }) })) as Certificates;
    setAll((before) => (after === undefined ? found.credentials : [...before, ...found.credentials]));
    setNext(found.next);
  });
  useEffect(() => read(), [session, person]);
  const open = (credential: number): void => run(async () => {
    const { code } = (await ask(`/api/credentials/${credential}`, 'GET')) as { code: string };
    go({ page: 'verify', code });
  });
  if (all.length === 0) return wrong === '' ? null : <p class="refusal" role="alert">{wrong}</p>;
  return (
    <section aria-labelledby="certificates">
      <h2 id="certificates">{t('signin.certificates')}</h2>
      <ul class="door-list" data-testid="certificates">
        {all.map(({ credential, kind, reference, title, until, state }) => {
          const said = spoken(title, lang);
          return (
            <li key={credential}>
              <span>
                <strong dir="auto">{kind === 'instructor' || kind === 'completion' ? t(`verify.kind.${kind}`) : kind}</strong>{' '}
                <Badge tone={TONES[state]}>{t(`verify.state.${state}`)}</Badge>{' '}
                <span class="meta">
                  {said.text !== '' && <><span lang={said.lang} dir={said.dir}>{said.text}</span> · </>}
                  {reference !== undefined && <><bdi>{reference}</bdi> · </>}
                  {until === undefined ? t('signin.certificates.forever') : `${t('verify.until')} ${dayText(until, lang)}`}
                </span>
              </span>
              <Button small busy={busy} onClick={() => open(credential)} testid={`certificate-${credential}`}>{t('signin.certificates.open')}</Button>
            </li>
          );
        })}
      </ul>
      {next !== undefined && <div><Button kind="quiet" busy={busy} onClick={() => read(next)}>{t('do.more')}</Button></div>}
      <p class="refusal" role="alert">{wrong}</p>
    </section>
  );
}
