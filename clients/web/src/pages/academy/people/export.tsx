// SPDX-License-Identifier: Apache-2.0
// What the list shows, whole, as a file that a spreadsheet opens and that can be imported again.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Session } from '../../../core/session.ts';
import { useWords } from '../../../i18n/context.tsx';
import { notify } from '../../../ui/live.tsx';
import { Button } from '../../../ui/parts.tsx';
import { useSession } from '../../../ui/session.tsx';
import { ACADEMY } from '../context.ts';
import { save } from '../save.ts';
import { questionOf } from './find.ts';
import type { Filters } from './find.ts';
import { patiently } from './importing.ts';

export function ExportButton({ filters }: { filters: Filters }): JSX.Element {
  const { t } = useWords();
  const session = useSession();
  const [busy, setBusy] = useState(false);
  const run = (): void => {
    setBusy(true);
    void fileOf(session, filters).then((text) => save('people.csv', text), () => notify(t('entry.failed'))).finally(() => setBusy(false));
  };
  return <Button busy={busy} onClick={run} testid="people-export">{t('persons.export')}</Button>;
}

async function fileOf(session: Session, filters: Filters): Promise<string> {
  let [text, after] = ['', undefined as string | undefined];
  do {
    const question = { ...questionOf({ ...filters, after: after ?? '' }), room: ACADEMY };
    const page = (await patiently(() => session.query('person.export', question))) as { text: string; next?: string };
    text += page.text;
    after = page.next;
  } while (after !== undefined);
  return text;
}
