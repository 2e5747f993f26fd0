// SPDX-License-Identifier: Apache-2.0
// A name that opens the card of whoever it is. What is written under a pseudonym is nobody's: such a name opens nothing.
import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { textsAdd } from '../../i18n/index.ts';
import { later } from '../later.tsx';
import { texts } from './texts.ts';

interface Whom {
  readonly id: string;
  /** As it stands where it was pressed. */
  readonly name: string | undefined;
}

const card = later<Whom & { readonly onClose: () => void }>(async () => (await Promise.all([import('./card.tsx'), textsAdd(texts)]))[0].Card, true);

export function CardName({ id, name, children }: Whom & { readonly children: ComponentChildren }): JSX.Element {
  const [open, setOpen] = useState(false);
  if (id === '' || id.startsWith('*')) return <>{children}</>;
  return (
    <>
      <button type="button" class="name-button" aria-haspopup="dialog" data-testid={`card-of-${id}`} onClick={() => setOpen(true)}>{children}</button>
      {open && <card.Page id={id} name={name} onClose={() => setOpen(false)} />}
    </>
  );
}
