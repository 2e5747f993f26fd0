// SPDX-License-Identifier: Apache-2.0
// /academy/rooms: the list · new · series/NAME · ROOM · ROOM/edit
import type { JSX } from 'preact';
import { List } from './list.tsx';
import { RoomForm } from './form.tsx';
import { RoomPage } from './room.tsx';
import type { PartProps } from '../parts.ts';
import './style.css';

export function Page({ rest }: PartProps): JSX.Element {
  const [first, second] = rest;
  if (first === undefined) return <List />;
  if (first === 'new') return <RoomForm />;
  if (first === 'series' && second !== undefined) return <List key={second} series={second} />;
  return <RoomPage key={first} of={first} edit={second === 'edit'} />;
}
