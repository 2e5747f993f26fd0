// SPDX-License-Identifier: Apache-2.0
// What stands on the page of an item that is a test.
export { TestPage } from './page.tsx';
