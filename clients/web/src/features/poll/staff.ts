// SPDX-License-Identifier: Apache-2.0
export { PollBar } from './bar.tsx';
export { Polls } from './polls.tsx';
export { Bring } from './bring-button.tsx';
export { plan } from './plan.tsx';
