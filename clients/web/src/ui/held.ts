// SPDX-License-Identifier: Apache-2.0
import type { Held } from '../core/queue.ts';
import { errorName } from '../core/refusal.ts';
import type { Words } from '../i18n/index.ts';

/** Why a command was refused for now, and when it is tried again, as it stands now. */
export function heldText({ t }: Words, { code, until }: Held): string {
  return t('wait.tried', { error: t(`error.${errorName(code)}`), n: Math.max(0, Math.ceil((until - Date.now()) / 1000)) });
}
