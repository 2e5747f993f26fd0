// SPDX-License-Identifier: Apache-2.0
import type { Messages } from './types.ts';
import { en } from './en.ts';
export const fr: Messages = en;
