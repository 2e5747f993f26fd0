// SPDX-License-Identifier: Apache-2.0
// The desk by the keyboard alone. With Alt or Ctrl, whichever the hand finds.
import type { JSX } from 'preact';
import { useWords } from '../../../i18n/context.tsx';
import type { Key } from '../../../i18n/index.ts';
import { Dialog } from '../../../ui/dialog.tsx';

export type Act = 'up' | 'down' | 'remove' | 'turn' | 'keys' | { readonly language: number };

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'target'>;

/** By the place of a key where layouts write other letters there. */
export function keyOf({ key, code, altKey, ctrlKey, metaKey, shiftKey, target }: Pressed, languages: number): Act | undefined {
  if (metaKey) return undefined;
  const typing = target instanceof Object && ['TEXTAREA', 'INPUT'].includes((target as { readonly tagName?: string }).tagName ?? '');
  if (key === '?' && !typing && !altKey && !ctrlKey) return 'keys';
  if (altKey === ctrlKey || shiftKey) return undefined;
  if (key === 'ArrowUp') return 'up';
  if (key === 'ArrowDown') return 'down';
  if (!altKey) return undefined;
  if (key === 'Delete') return 'remove';
  if (code === 'KeyT') return 'turn';
  if (code === 'Slash') return 'keys';
  const [, digit] = /^Digit([1-8])$/.exec(code) ?? [];
  return digit && Number(digit) <= languages ? { language: Number(digit) - 1 } : undefined;
}

const KEYS: readonly { readonly keys: readonly string[]; readonly says: Extract<Key, `captions.key.${string}`>; readonly many?: true }[] = [
  { keys: ['Enter'], says: 'captions.key.send' },
  { keys: ['Shift', 'Enter'], says: 'captions.key.break' },
  { keys: ['Alt', '↑'], says: 'captions.key.up' },
  { keys: ['Alt', '↓'], says: 'captions.key.down' },
  { keys: ['Esc'], says: 'captions.key.escape' },
  { keys: ['Alt', 'Del'], says: 'captions.key.remove' },
  { keys: ['Alt', 'T'], says: 'captions.key.turn' },
  { keys: ['Alt', '1 … 8'], says: 'captions.key.language', many: true },
  { keys: ['Alt', '/'], says: 'captions.key.keys' },
];

export function Keys({ many, onClose }: { many: boolean; onClose: () => void }): JSX.Element {
  const { t } = useWords();
  return (
    <Dialog title={t('captions.keys')} onClose={onClose}>
      <dl class="captioner-keys" data-testid="captioner-keys-list">
        {KEYS.filter((each) => many || !each.many).map(({ keys, says }) => (
          <div key={says}><dt dir="ltr">{keys.map((key, at) => <>{at > 0 && ' + '}<kbd>{key}</kbd></>)}</dt><dd>{t(says)}</dd></div>
        ))}
      </dl>
    </Dialog>
  );
}
