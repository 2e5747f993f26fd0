// SPDX-License-Identifier: Apache-2.0
// What a document is, in a line.
import type { JSX } from 'preact';
import { useWords } from '../../i18n/context.tsx';
import { languageName } from './view.ts';
import type { About } from './view.ts';

export function Meta({ about, versions }: { about: About; versions?: number }): JSX.Element {
  const { t, lang } = useWords();
  return (
    <p class="meta row">
      <span>{t(`lib.kind.${about.kind}`)}</span>
      {about.authors && <bdi>{about.authors.join('; ')}</bdi>}
      {about.year !== undefined && <span>{about.year}</span>}
      {about.language && <span>{languageName(about.language, lang)}</span>}
      {about.subjects?.map((subject) => <bdi key={subject}>{subject}</bdi>)}
      {versions !== undefined && versions > 1 && <span>{t('lib.versions.n', { n: versions })}</span>}
    </p>
  );
}
