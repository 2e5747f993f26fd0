// SPDX-License-Identifier: Apache-2.0
// What the list and a discussion, which is loaded when it is opened, both use: in the file of all.
export * from './author.ts';
export * from './context.ts';
export * from './counts.ts';
export * from './facts.ts';
export * from './from.tsx';
export * from './topic-of.tsx';
