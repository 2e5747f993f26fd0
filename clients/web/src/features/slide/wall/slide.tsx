// SPDX-License-Identifier: Apache-2.0
// The page that is shown to everybody, as large as the wall: its letters are as large as whoever wrote them made them.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useRights, useView } from '../../../core/here.ts';
import { usePages, useWordsOf } from '../pages.ts';
import type { SlideView } from '../view.ts';

export function WallSlide(): JSX.Element {
  const { staff } = useRights();
  const page = useView((view: SlideView) => view.slide?.page ?? 0);
  const deck = useView((view: SlideView) => view.slide?.deck);
  const url = usePages(deck, staff ? 'staff' : 'room');
  const [stands, setStands] = useState('');
  const at = url && page > 0 ? `${url}/${page}` : undefined;
  const words = useWordsOf(url, page, at !== undefined && stands === at);
  return (
    <div class="wall-scene wall-slide" data-testid="wall-slide" data-page={page}>
      {at && <img src={`${at}.jpg`} alt={words} data-testid="wall-slide-picture" onLoad={() => setStands(at)} />}
    </div>
  );
}
