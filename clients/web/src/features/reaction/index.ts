// SPDX-License-Identifier: Apache-2.0
import type { Feature } from '../../core/feature.ts';
import { Reactions } from './row.tsx';
import './style.css';

export const reaction: Feature = { id: 'reaction', Acts: Reactions };
