// SPDX-License-Identifier: Apache-2.0

/** How one may react to a message, in the order of the buttons. */
export const KINDS = { clap: '👏', heart: '❤️', thumb: '👍', wow: '😮', laugh: '😂' } as const;
export type Kind = keyof typeof KINDS;
export const KIND_NAMES = Object.keys(KINDS) as Kind[];
