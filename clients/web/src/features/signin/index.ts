// SPDX-License-Identifier: Apache-2.0
import type { Feature } from '../../core/feature.ts';
import { EnrolPage } from './enrol.tsx';
import { EnterPage } from './enter.tsx';
import { MePage } from './me.tsx';
import { Nothing } from './nothing.tsx';
import './style.css';

export const signin: Feature = { id: 'signin', pages: { enter: EnterPage, enrol: EnrolPage, me: MePage, nothing: Nothing } };
