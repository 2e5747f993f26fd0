// SPDX-License-Identifier: Apache-2.0
// Where a room takes reports: what features put at a thing of somebody else, whoever shows it.
import { createContext } from 'preact';
import type { FunctionComponent } from 'preact';

export interface Reportable {
  readonly of: 'chat' | 'question' | 'notes' | 'direct' | 'forum';
  readonly thing: number;
  /** It was asked for elsewhere: what is to be said is asked at once. */
  readonly onClose?: () => void;
}

export const ReportContext = createContext<FunctionComponent<Reportable> | undefined>(undefined);
