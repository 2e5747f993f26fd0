// SPDX-License-Identifier: Apache-2.0
// What became of trying a source, and what to do about it.
import type { JSX } from 'preact';
import { useWords } from '../../i18n/context.tsx';
import type { Words } from '../../i18n/index.ts';
import type { Tried } from './source.ts';
import { looksLikePage } from './trial.ts';

export function toldOf(t: Words['t'], tried: Tried, url: string): string {
  if (tried.found === 'missing') return t('stage.source.missing', { status: 'status' in tried ? tried.status ?? '' : '' });
  if (tried.found !== 'forbidden') return t(`stage.source.${tried.found}`);
  const text = t('stage.source.forbidden', { host: new URL(url, location.href).origin, key: 'server.stream_hosts' });
  return looksLikePage(url) ? `${text} ${t('stage.source.forbidden.page')}` : text;
}

const CALM: readonly Tried['found'][] = ['trying', 'plays', 'saved', 'waiting'];

export function Told({ tried, url }: { tried: Tried; url: string }): JSX.Element {
  const { t } = useWords();
  return <p class={CALM.includes(tried.found) ? 'hint' : 'refusal'} role="status" data-testid="stream-source" data-state={tried.found}>{toldOf(t, tried, url)}</p>;
}
