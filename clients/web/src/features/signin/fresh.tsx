// SPDX-License-Identifier: Apache-2.0
// An installation without an organiser: all that can be done, and nothing else works until it is.
import type { JSX } from 'preact';
import { useWords } from '../../i18n/context.tsx';
import { Shell } from '../../ui/shell.tsx';

/** Nobody can sign in yet: how the first one comes in. */
export function Fresh(): JSX.Element {
  const { t } = useWords();
  return (
    <div class="sheet door" data-testid="fresh">
      <h1>{t('signin.new')}</h1>
      <p class="lead">{t('signin.noorganiser')}</p>
      <Shell line={`muster organiser add --name "${t('signin.yourname')}"`} />
      <p>{t('signin.noorganiser.then')}</p>
    </div>
  );
}
