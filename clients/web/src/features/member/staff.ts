// SPDX-License-Identifier: Apache-2.0
export { People } from './people.tsx';
