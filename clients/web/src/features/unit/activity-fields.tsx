// SPDX-License-Identifier: Apache-2.0
// What an activity of a tool is written with: loaded when one is.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { asked } from '../../core/asked.ts';
import { HttpError } from '../../core/person.ts';
import { useWords } from '../../i18n/context.tsx';
import { TextArea, TextField } from '../../ui/field.tsx';
import { Button, Spinner } from '../../ui/parts.tsx';
import { Select } from '../../ui/select.tsx';
import { CUSTOM_TEXT_CHARS } from './custom.ts';
import type { Item } from './view.ts';

const ADDRESS_CHARS = 2000;

type Tools = { readonly [seq: string]: { readonly name: string } };

export function ActivityFields({ item, onItem }: { item: Item; onItem: (more: Partial<Item>) => void }): JSX.Element {
  const { t } = useWords();
  const [tools, setTools] = useState<Tools | 'failed' | undefined>(undefined);
  const ask = (): void => {
    setTools(undefined);
    asked('/api/rooms/academy:main/tool.list', 'GET').then(async (answer) => setTools((await answer.json() as { readonly tools: Tools }).tools),
      // Whoever has no place in the academy has no tools.
      (error: unknown) => setTools(error instanceof HttpError && error.status === 403 ? {} : 'failed'));
  };
  useEffect(ask, []);
  if (tools === undefined) return <Spinner label={t('entry.loading')} />;
  if (tools === 'failed') return <div class="row" role="alert"><p>{t('entry.failed')}</p><Button onClick={ask}>{t('app.again')}</Button></div>;
  const listed = Object.entries(tools);
  const known = item.tool !== undefined && tools[item.tool] !== undefined;
  return (
    <>
      {listed.length === 0 && <p class="hint" data-testid="item-tools-none">{t('item.lti.none')}</p>}
      {listed.length > 0 && (
        <Select label={t('item.lti.tool')} value={known ? String(item.tool) : ''} testid="item-tool" onChange={(value) => onItem({ tool: value === '' ? undefined : Number(value) })}
          options={[{ value: '', label: t('item.lti.choose') }, ...listed.map(([seq, { name }]) => ({ value: seq, label: name }))]} />
      )}
      <TextField label={t('item.lti.url')} keys="text" dir="ltr" value={item.url ?? ''} max={ADDRESS_CHARS} onInput={(url) => onItem({ url })} testid="item-url" />
      <TextArea label={t('item.lti.custom')} dir="ltr" value={item.written ?? ''} max={CUSTOM_TEXT_CHARS} onInput={(written) => onItem({ written })} testid="item-custom" />
      <p class="hint">{t('item.lti.custom.hint')}</p>
    </>
  );
}
