// SPDX-License-Identifier: Apache-2.0
export { SilentNow as Now } from './silent.tsx';
