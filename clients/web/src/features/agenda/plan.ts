// SPDX-License-Identifier: Apache-2.0
// Chapters as steps of the run sheet.
import { numbersOf } from '../../core/plan.ts';
import type { Plan } from '../../core/plan.ts';
import { spoken } from '../../i18n/context.tsx';
import { chapters } from './view.ts';
import type { AgendaView } from './view.ts';

export const plan: Plan = {
  kind: 'item',
  listed: ({ agenda }: AgendaView) => chapters(agenda).map(({ seq }) => `item:${seq}`),
  step(key, { agenda }: AgendaView, { t, lang }) {
    const [seq = 0] = numbersOf(key);
    const item = agenda?.items?.[seq];
    if (!item) return undefined;
    const { now } = agenda ?? {};
    const title = spoken(item.title, lang);
    const press = {
      label: t('agenda.go'), said: () => t('agenda.went', { title: title.text }), method: 'agenda.go', data: { item: seq },
      undo: { method: 'agenda.go', data: now === undefined ? {} : { item: now } },
    };
    return {
      key, icon: 'list', title, detail: item.minutes === undefined ? t('agenda.one') : t('agenda.minutes', { n: item.minutes }),
      state: now === seq ? 'on' : item.began === undefined ? 'ahead' : 'done', ...(now === seq ? {} : { press }),
    };
  },
};
