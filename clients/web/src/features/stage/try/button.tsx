// SPDX-License-Identifier: Apache-2.0
// Below the picture, until the session begins: whether one will hear and see it.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useView } from '../../../core/here.ts';
import { useWords } from '../../../i18n/context.tsx';
import { textsAdd } from '../../../i18n/index.ts';
import { later } from '../../../ui/later.tsx';
import { Button } from '../../../ui/parts.tsx';
import type { StageView } from '../view.ts';

// Few press it: what it opens is fetched by those who do.
const tried = later(async () => {
  const [{ Try }, { texts }] = await Promise.all([import('./try.tsx'), import('./texts.ts')]);
  await textsAdd(texts);
  return Try;
}, true);

export function TryButton(): JSX.Element | null {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const ahead = useView(({ stage: { phase } }: StageView) => phase === 'scheduled' || phase === 'rehearsal');
  if (!ahead) return null;
  return (
    <div>
      <Button small icon="play" onClick={() => setOpen(true)} testid="try">{t('stage.try')}</Button>
      {open && <tried.Page onClose={() => setOpen(false)} />}
    </div>
  );
}
