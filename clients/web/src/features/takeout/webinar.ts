// SPDX-License-Identifier: Apache-2.0
// What a webinar has of it, for those who lead it.
export { Exports as Files } from './files.tsx';
