// SPDX-License-Identifier: Apache-2.0
import type { Feature } from '../../core/feature.ts';
import type { SlideView } from './view.ts';

export const slide: Feature = { id: 'slide', later: ['Picture'], shows: ({ slide: share }: SlideView) => (share?.page ?? 0) > 0 };
