// SPDX-License-Identifier: Apache-2.0
// The pages of a course that few begin with: the later.ts of its features, in one file with one of texts and one of styles.
import type { FunctionComponent } from 'preact';
import type { Route } from '../../core/router.ts';
import { styleAdd } from '../../core/style.ts';
import { textsAdd } from '../../i18n/index.ts';
import { later } from '../../ui/later.tsx';
import type { Parts } from '../../ui/later.tsx';
import { ASIDE, FEATURES } from './features.ts';
import { laterTexts } from './more-texts.ts';

type Pages = { readonly [page: string]: FunctionComponent<{ readonly here: Route }> };

/** For those parts that stand in other pages of it. */
export async function partsLater(): Promise<Parts> {
  const [{ parts }] = await Promise.all([import('later:course'), textsAdd(laterTexts), styleAdd('course-later')]);
  return parts as Parts;
}

async function pagesOf(id: string): Promise<Pages> {
  return ((await partsLater()) as unknown as { readonly [feature: string]: { readonly pages?: Pages } })[id]?.pages ?? {};
}

/** By the name of their route. */
export const LATER_PAGES: Pages = Object.fromEntries([...FEATURES, ...ASIDE].flatMap(({ id, laterPages = [] }) => (
  laterPages.map((page) => [page, later(async () => (await pagesOf(id))[page] ?? (() => null)).Page])
)));
