// SPDX-License-Identifier: Apache-2.0
import type { WallPart } from '../../core/wall.ts';
import { WallNotice } from './wall/notice.tsx';

export const wall: WallPart = { Over: WallNotice };
