// SPDX-License-Identifier: Apache-2.0
// What stands on the page of an item that is an assignment.
export { AssignmentPage } from './page.tsx';
