// SPDX-License-Identifier: Apache-2.0
// /academy/rooms: the list, or a series of it · new · webinar/w1, a room · webinar/w1/edit
import type { JSX } from 'preact';
import { List } from './list.tsx';
import { RoomForm } from './form.tsx';
import { RoomPage } from './room.tsx';
import type { PartProps } from '../parts.ts';
import './style.css';

export function Page({ rest }: PartProps): JSX.Element {
  const [kind, id, sub] = rest;
  if (kind === undefined) return <List />;
  if (id === undefined) return <RoomForm />;
  return <RoomPage key={`${kind}:${id}`} of={`${kind}:${id}`} edit={sub === 'edit'} />;
}
