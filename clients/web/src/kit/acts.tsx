// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { useWords } from '../i18n/context.tsx';
import { Acts } from '../ui/acts.tsx';
import type { Act } from '../ui/acts.tsx';
import { Confirm, Dialog } from '../ui/dialog.tsx';
import { notify } from '../ui/live.tsx';
import { Menu } from '../ui/menu.tsx';
import { Avatar, Button, IconButton, Name, Pill } from '../ui/parts.tsx';
import { useRove } from '../ui/rove.ts';
import { useKit } from './page.tsx';

const nothing = (): void => undefined;

export function Actions(): JSX.Element {
  const { t } = useWords();
  const kit = useKit();
  const [newest, setNewest] = useState(true);
  return (
    <div class="stack">
      <div class="row">
        <Button kind="strong" onClick={nothing}>{t('do.send')}</Button>
        <Button onClick={nothing}>{t('do.save')}</Button>
        <Button kind="quiet" onClick={nothing}>{t('do.cancel')}</Button>
        <Button kind="danger" icon="trash" onClick={nothing}>{t('do.delete')}</Button>
        <Button icon="check" small onClick={nothing}>{t('do.approve')}</Button>
        <Button kind="strong" busy onClick={nothing}>{t('do.sending')}</Button>
        <Button kind="strong" disabled>{t('do.send')}</Button>
        <IconButton icon="reply" label={t('do.reply')} onClick={nothing} />
        <button type="button" class="button-link">{kit.more}</button>
      </div>
      <div class="row">
        <Menu label={kit.sort} testid="kit-menu" end={false} items={[
          { label: kit.newest, checked: newest, onChoose: () => setNewest(true) },
          { label: kit.votes, checked: !newest, onChoose: () => setNewest(false) },
          'line',
          { label: kit.remove, icon: 'trash', danger: true, hint: kit.hint, onChoose: nothing },
        ]}>{newest ? kit.newest : kit.votes}</Menu>
        <Acts label={kit.more} acts={useActs()} />
      </div>
    </div>
  );
}

function useActs(): readonly Act[] {
  const kit = useKit();
  return [
    { label: kit.answer, onChoose: nothing },
    { label: kit.pin, icon: 'up', onChoose: nothing },
    { label: kit.aside, icon: 'close', onChoose: () => notify(kit.done, { label: kit.undo, run: nothing }) },
    { label: kit.remove, icon: 'trash', danger: true, onChoose: nothing },
  ];
}

export function Lists(): JSX.Element {
  const kit = useKit();
  const list = useRef<HTMLUListElement>(null);
  const acts = useActs();
  useRove(list);
  return (
    <div class="panel-column">
      <ul class="rows" ref={list} data-testid="kit-list">
        {[kit.row, kit.short, kit.row].map((text, index) => (
          <li key={index} data-row tabIndex={-1} class="kit-row">
            <Avatar id={`p${index}`} name={kit.by} />
            <div>
              <p class="meta"><Name name={kit.by} {...(index === 1 ? { role: 'host' as const } : {})} /> <time>{kit.when}</time></p>
              <p>{text}</p>
              <Acts label={kit.more} acts={acts} />
            </div>
          </li>
        ))}
      </ul>
      <Pill onClick={nothing}>{kit.fresh}</Pill>
    </div>
  );
}

export function Overlays(): JSX.Element {
  const { t } = useWords();
  const kit = useKit();
  const [open, setOpen] = useState<'none' | 'dialog' | 'ask'>('none');
  const close = (): void => setOpen('none');
  return (
    <div class="row">
      <Button onClick={() => setOpen('dialog')} testid="kit-dialog">{kit.fields}</Button>
      <Button kind="danger" onClick={() => setOpen('ask')} testid="kit-ask">{kit.remove}</Button>
      <Button onClick={() => notify(kit.done, { label: kit.undo, run: nothing })} testid="kit-notice">{kit.aside}</Button>
      {open === 'dialog' && <Dialog title={kit.fields} onClose={close}><p>{kit.lead}</p><div class="row row-end"><Button kind="strong" onClick={close}>{t('do.save')}</Button></div></Dialog>}
      {open === 'ask' && <Confirm title={kit.ask} hint={kit.hint} action={kit.remove} busy={false} onConfirm={close} onClose={close} />}
    </div>
  );
}
