// SPDX-License-Identifier: Apache-2.0
// /academy/people: the list; /new, /import; a person by their id, and what of them is changed.
import type { JSX } from 'preact';
import { useAcademy } from '../context.ts';
import type { PartProps } from '../parts.ts';
import { AddPage } from './form.tsx';
import { ImportPage } from './import.tsx';
import { ListPage } from './list.tsx';
import { OnePage } from './one.tsx';
import './style.css';

export function Page({ rest }: PartProps): JSX.Element {
  const { may } = useAcademy();
  const [first, second] = rest;
  if (first === undefined) return <ListPage />;
  if (first === 'new' && may('person.add')) return <AddPage />;
  if (first === 'import' && may('person.plan')) return <ImportPage />;
  return <OnePage key={first} id={first} edits={second === 'edit'} />;
}
