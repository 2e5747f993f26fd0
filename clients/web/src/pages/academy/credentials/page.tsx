// SPDX-License-Identifier: Apache-2.0
// /academy/credentials: the certificates; /new: one is given.
import type { JSX } from 'preact';
import { useAcademy } from '../context.ts';
import type { PartProps } from '../parts.ts';
import { GivePage } from './give.tsx';
import { ListPage } from './list.tsx';
import './style.css';

export function Page({ rest }: PartProps): JSX.Element {
  const { may } = useAcademy();
  return rest[0] === 'new' && may('credential.give') ? <GivePage /> : <ListPage />;
}
