// SPDX-License-Identifier: Apache-2.0
// What a webinar begins with and a course has later: in the file of all.
export * from './view.ts';
