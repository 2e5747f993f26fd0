// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useWords } from '../../i18n/context.tsx';
import { later } from '../../ui/later.tsx';
import { Button } from '../../ui/parts.tsx';

const bring = later(async () => (await import('./bring.tsx')).BringForm);

export function Bring({ testid = 'poll-bring' }: { testid?: string }): JSX.Element {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button kind="quiet" onClick={() => setOpen(true)} testid={testid}>{t('poll.bring')}</Button>
      {open && <bring.Page onClose={() => setOpen(false)} />}
    </>
  );
}
