// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import './style.css';
import type { Route } from '../../core/router.ts';
import { FEATURES } from './features.ts';

const OPEN: readonly string[] = ['enrol', 'me', 'apply', 'applied', 'confirm', 'verify', 'unsubscribe'];

/** `enter` stands for every page that nobody may see. */
export function DoorPage({ here }: { here: Route }): JSX.Element {
  return <Named name={OPEN.includes(here.page) ? here.page : 'enter'} here={here} />;
}

function Named({ name, here }: { name: string; here: Route }): JSX.Element {
  return <>{FEATURES.map(({ id, pages }) => { const Page = pages?.[name]; return Page && <Page key={id} here={here} />; })}</>;
}
