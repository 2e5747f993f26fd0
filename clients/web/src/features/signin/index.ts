// SPDX-License-Identifier: Apache-2.0
import type { Feature } from '../../core/feature.ts';
import { ApplyPage } from './apply.tsx';
import { AppliedPage } from './applied.tsx';
import { ConfirmPage } from './confirm.tsx';
import { EnrolPage } from './enrol.tsx';
import { EnterPage } from './enter.tsx';
import { MePage } from './me.tsx';
import { UnsubscribePage } from './unsubscribe.tsx';
import { VerifyPage } from './verify.tsx';
import './access.css';
import './style.css';

export const signin: Feature = { id: 'signin', pages: { enter: EnterPage, enrol: EnrolPage, me: MePage, apply: ApplyPage, applied: AppliedPage, confirm: ConfirmPage, verify: VerifyPage, unsubscribe: UnsubscribePage } };
