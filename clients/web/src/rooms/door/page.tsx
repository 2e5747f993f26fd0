// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import type { Route } from '../../core/router.ts';
import { FEATURES } from './features.ts';

/** `enter` stands for every page that nobody may see. */
export function DoorPage({ here }: { here: Route }): JSX.Element {
  const name = ['enrol', 'me'].includes(here.page) ? here.page : 'enter';
  return <>{FEATURES.map(({ id, pages }) => { const Page = pages?.[name]; return Page && <Page key={id} here={here} />; })}</>;
}
