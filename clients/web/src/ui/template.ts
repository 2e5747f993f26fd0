// SPDX-License-Identifier: Apache-2.0
// What a room was made as, which the catalogue knows and the room does not.
import { createContext } from 'preact';

export const TEMPLATES = ['spoc', 'workspace', 'course', 'library'] as const;
export type Template = (typeof TEMPLATES)[number];

/** undefined: it is asked for; 'none': it is in no catalogue (a provider tells null from undefined to nobody). */
export const TemplateContext = createContext<Template | 'none' | undefined>(undefined);
