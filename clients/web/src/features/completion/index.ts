// SPDX-License-Identifier: Apache-2.0
import type { Feature } from '../../core/feature.ts';
import { ofRest } from '../../ui/later.tsx';

const partOf = (part: string): NonNullable<Feature['Panel']> => ofRest('completion', part).Page;

export const completion: Feature = { id: 'completion', Fact: partOf('Way'), Panel: partOf('Missing'), laterPages: ['participation'] };
