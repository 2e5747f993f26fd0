// SPDX-License-Identifier: Apache-2.0
// The video library, as the page's own files are: what all of them are made of is in one file then.
export { default } from 'hls.js/light';
