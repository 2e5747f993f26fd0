// SPDX-License-Identifier: Apache-2.0
export { CaptionsSheet as Sheet } from './sheet.tsx';
