// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'elsewhere.title': 'كُتب على جهاز آخر، {time}',
  'elsewhere.hint': 'كنت تكتب هنا أيضًا. تبقى كلماتك في الحقل حتى تختار.',
  'elsewhere.take': 'أخذ هذا النص',
  'elsewhere.mine': 'الإبقاء على نصي',
  'error.DRAFT_CHANGED': 'كتب جهاز آخر هذا النص في هذه الأثناء',
  'elsewhere.full': 'محفوظ على هذا الجهاز وحده: بدأت من النصوص أقصى ما يمكن حفظه.',
};
