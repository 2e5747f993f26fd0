// SPDX-License-Identifier: Apache-2.0
// Dates of a test, in its own words.
import type { JSX } from 'preact';
import type { Zoned } from '../../core/zoned.ts';
import { useWords } from '../../i18n/context.tsx';
import { Due, DueField } from '../../ui/due.tsx';

export { fieldsOf, saidIn, useZone } from '../../ui/due.tsx';

export function Moment({ at }: { at: number }): JSX.Element {
  const { t } = useWords();
  return <Due at={at} there={(time, zone) => t('test.there', { time, zone })} />;
}

export function WhenField(props: { label: string; value: Zoned; onInput: (value: Zoned) => void; testid: string }): JSX.Element {
  const { t } = useWords();
  return <DueField {...props} date={t('test.date')} time={t('test.time')} />;
}
