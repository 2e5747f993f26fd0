// SPDX-License-Identifier: Apache-2.0
// What the keys do; each line is a button too, for who has none.
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useWords } from '../../i18n/context.tsx';
import { KEYS } from './choose.ts';
import type { Act } from './choose.ts';

export function Help({ onAct, onClose }: { readonly onAct: (act: Act) => void; readonly onClose: () => void }): JSX.Element {
  const { t } = useWords();
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (box.current?.open === false) box.current.showModal();
  }, []);
  return (
    <dialog ref={box} class="wall-help" aria-labelledby="wall-help" data-testid="wall-help" onClose={onClose}>
      <h2 id="wall-help">{t('present.help')}</h2>
      <ul>
        {KEYS.map(([key, act]) => (
          <li key={key}><button type="button" onClick={() => { box.current?.close(); if (act !== 'help') onAct(act); }}><kbd>{key}</kbd> <span>{t(`present.key.${act}`)}</span></button></li>
        ))}
      </ul>
      <p>{t('present.help.hint')}</p>
    </dialog>
  );
}
