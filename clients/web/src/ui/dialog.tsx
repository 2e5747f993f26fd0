// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren, JSX } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { useWords } from '../i18n/context.tsx';
import { Button, IconButton } from './parts.tsx';

/** The browser's own modal dialog: it holds the focus, closes on Escape, and gives the focus back. On a
 *  phone it is a sheet that comes from below. */
export function Dialog({ title, onClose, wide, children }: {
  title: string; onClose: () => void; wide?: boolean; children: ComponentChildren;
}): JSX.Element {
  const { t } = useWords();
  const element = useRef<HTMLDialogElement>(null);
  const heading = useId();
  // Not after the next frame: until then what is typed would go nowhere, when it opens and when it is gone.
  useLayoutEffect(() => {
    const before = document.activeElement;
    const dialog = element.current;
    dialog?.showModal();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={element} class={wide ? 'dialog dialog-sheet dialog-wide' : 'dialog dialog-sheet'} aria-labelledby={heading}
      onCancel={(event) => { event.preventDefault(); onClose(); }}
    >
      <header class="dialog-head">
        <h2 id={heading}>{title}</h2>
        <IconButton icon="close" label={t('do.close')} onClick={onClose} />
      </header>
      {children}
    </dialog>
  );
}

/** Asks before something that cannot be undone. */
export function Confirm({ title, hint, action, busy, onConfirm, onClose }: {
  title: string; hint: string; action: string; busy: boolean; onConfirm: () => void; onClose: () => void;
}): JSX.Element {
  const { t } = useWords();
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{hint}</p>
      <div class="row row-end">
        <Button onClick={onClose}>{t('do.cancel')}</Button>
        <Button kind="danger" busy={busy} onClick={onConfirm} testid="confirm">{action}</Button>
      </div>
    </Dialog>
  );
}
