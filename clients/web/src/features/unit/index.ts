// SPDX-License-Identifier: Apache-2.0
import { changed } from '../../core/feature.ts';
import type { Feature } from '../../core/feature.ts';
import { spoken } from '../../i18n/context.tsx';
import { UnitList } from './list.tsx';
import type { UnitsView } from './view.ts';
import './style.css';

export const unit: Feature = {
  id: 'unit',
  Panel: UnitList,
  laterPages: ['unit', 'build'],
  say: {
    'unit.release'({ t, lang }, event) {
      const { units } = (event.view as unknown as UnitsView).unit ?? {};
      const opened = units?.[changed(event, 'unit', 'units')];
      return opened && { text: t('unit.opened', { title: spoken(opened.title, lang).text }), urgency: 'polite' };
    },
  },
};
