// SPDX-License-Identifier: Apache-2.0
import type { Feature } from '../../core/feature.ts';

export const notes: Feature = { id: 'notes', grouped: true, tab: { id: 'notes', label: 'notes.tab', icon: 'notes', talk: true }, things: 'paragraph', later: ['Panel'] };
