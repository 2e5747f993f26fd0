// SPDX-License-Identifier: Apache-2.0
// What is loaded once the room stands: its later.ts.
import { ofRest } from '../../ui/later.tsx';

type Rest = typeof import('./later.ts');
type PropsOf<K extends keyof Rest> = Parameters<Rest[K]>[0] & object;

export const More = ofRest<PropsOf<'More'>>('chat', 'More').Page;
export const Above = ofRest<object>('chat', 'Above').Page;
export const Removal = ofRest<PropsOf<'Removal'>>('chat', 'Removal').Page;
export const Reacted = ofRest<PropsOf<'Reacted'>>('chat', 'Reacted').Page;
export const Outbox = ofRest<PropsOf<'Outbox'>>('chat', 'Outbox').Page;
export const Earlier = ofRest<PropsOf<'Earlier'>>('chat', 'Earlier').Page;
