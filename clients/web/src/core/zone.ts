// SPDX-License-Identifier: Apache-2.0
// The time zone in which a place of the page tells times; undefined: that of this machine.
import { createContext } from 'preact';

export const ZoneContext = createContext<string | undefined>(undefined);
