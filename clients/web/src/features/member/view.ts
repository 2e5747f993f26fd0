// SPDX-License-Identifier: Apache-2.0
import type { Role } from '../../core/views.ts';

export interface RosterPerson {
  readonly name: string;
  readonly role: Role;
  readonly since: number;
}
export interface RosterPage {
  readonly people: { readonly [id: string]: RosterPerson };
  readonly next?: string;
}
