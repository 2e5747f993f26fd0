// SPDX-License-Identifier: Apache-2.0
import type { RoomView, Texts } from '../../core/views.ts';

export interface TimerView extends RoomView {
  /** 0 seconds: there is none. */
  readonly timer?: { readonly seconds?: number; readonly ends?: number; readonly title?: Texts };
}
