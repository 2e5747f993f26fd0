// SPDX-License-Identifier: Apache-2.0
// What a query of the academy answers, whole, as a file that a spreadsheet opens: GET /api/rooms/academy:main/QUERY.csv.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useWords } from '../../i18n/context.tsx';
import { notify } from '../../ui/live.tsx';
import { Button } from '../../ui/parts.tsx';
import { textAs } from './ask.ts';
import { ACADEMY } from './context.ts';
import { save } from './save.ts';

export function Saved({ query, name, parameters = {}, testid }: { query: string; name: string; parameters?: { readonly [key: string]: string }; testid: string }): JSX.Element {
  const { t } = useWords();
  const [busy, setBusy] = useState(false);
  const run = (): void => {
    setBusy(true);
    const asked = new URLSearchParams(parameters).toString();
    void textAs(`/api/rooms/${ACADEMY}/${query}.csv${asked && `?${asked}`}`)
      .then((text) => save(name, text), () => notify(t('entry.failed'))).finally(() => setBusy(false));
  };
  return <Button busy={busy} onClick={run} testid={testid}>{t('academy.csv')}</Button>;
}
