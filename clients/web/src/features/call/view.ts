// SPDX-License-Identifier: Apache-2.0
import type { RoomView } from '../../core/views.ts';

export interface CallView extends RoomView {
  /** For the team alone. */
  readonly call?: { readonly given?: boolean; readonly url?: string };
}
