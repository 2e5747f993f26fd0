// SPDX-License-Identifier: Apache-2.0
// How somebody is called whose work the team looks at: as they are here, in their group, or as a guest.
import { useView } from '../core/here.ts';
import { personName, useWords } from '../i18n/context.tsx';
import type { RoomView } from '../core/views.ts';

interface PeopleView extends RoomView {
  readonly cohort?: { readonly people?: { readonly [id: string]: { readonly name?: string } } };
  readonly visitor?: { readonly people?: { readonly [id: string]: { readonly name: string } } };
}

interface Named {
  readonly person: string;
  readonly name?: string;
}

export function useNameOf(): (of: Named) => string {
  const words = useWords();
  const people = useView((view: PeopleView) => view.cohort?.people);
  const guests = useView((view: PeopleView) => view.visitor?.people);
  return ({ person, name }) => {
    const guest = guests?.[person];
    const called = personName(words, name ?? people?.[person]?.name ?? guest?.name ?? person);
    return guest ? `${called} (${words.t('role.visitor')})` : called;
  };
}
