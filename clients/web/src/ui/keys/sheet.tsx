// SPDX-License-Identifier: Apache-2.0
// The keys of the page that one is on. What one cannot press here is not listed.
import type { JSX } from 'preact';
import { Fragment } from 'preact';
import { single, singleSet } from '../../core/single.ts';
import { useStore } from '../../core/store.ts';
import { useWords } from '../../i18n/context.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import type { KeyId, Row, Where } from './list.ts';

export function Sheet({ parts, onClose }: { readonly parts: readonly { readonly where: Where; readonly rows: readonly Row[] }[]; readonly onClose: () => void }): JSX.Element {
  const { t } = useWords();
  const on = useStore(single);
  return (
    <Dialog title={t('keys.title')} onClose={onClose}>
      <div class="keys" data-testid="keys-sheet">
        {parts.map(({ where, rows }) => (
          <section key={where} aria-labelledby={`keys-${where}`}>
            <h3 id={`keys-${where}`}>{t(`keys.where.${where}`)}</h3>
            <dl>
              {rows.map((row) => (
                <div key={row.id} class={!on && !row.by ? 'keys-off' : undefined} data-testid={`key-${row.id}`}>
                  <dt><Pressed row={row} /></dt>
                  <dd>{t(`keys.${row.id as KeyId}`)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <label class="check">
          <input type="checkbox" checked={on} data-testid="keys-single" onChange={({ currentTarget }) => singleSet(currentTarget.checked)} />
          <span>{t('keys.single')}</span>
        </label>
        <p class="hint">{t('keys.single.hint')}</p>
      </div>
    </Dialog>
  );
}

// What keyboards name in letters has a name in each language.
const NAMED = ['Space', 'Enter', 'Shift', 'Ctrl', 'Alt', 'Home', 'End', 'PgUp', 'PgDn'] as const;

function Pressed({ row: { keys, how } }: { readonly row: Row }): JSX.Element {
  const { t } = useWords();
  const named = (key: string): string => {
    const name = NAMED.find((each) => each === key);
    return name ? t(`keys.name.${name}`) : key;
  };
  const between = how === 'held' ? ' + ' : how === 'then' ? ` ${t('keys.then')} ` : ' ';
  return <>{keys.map((key, index) => <Fragment key={key}>{index > 0 && between}<kbd dir="ltr">{named(key)}</kbd></Fragment>)}</>;
}
