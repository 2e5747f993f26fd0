// SPDX-License-Identifier: Apache-2.0
// Beside the picture: which language one wants to read, how it looks, and what was said before.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useRights, useView } from '../../core/here.ts';
import { useMedia } from '../../core/media.ts';
import { paramsSet, place } from '../../core/router.ts';
import { useSelect, useStore } from '../../core/store.ts';
import { useWords } from '../../i18n/context.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Menu } from '../../ui/menu.tsx';
import type { MenuPart } from '../../ui/menu.tsx';
import { Choice } from '../../ui/parts.tsx';
import { COLOURS, PLACES, SIZES, listed, look, lookSet, useLanguage } from './look.ts';
import { Listed } from './list.tsx';
import { dirOfTag, languagesOf, mayWrite, ownName } from './view.ts';
import type { CaptionsView } from './view.ts';

const ROOMY = '(min-width: 60rem), (min-width: 36rem) and (max-height: 30rem)';

export function CaptionsActs(): JSX.Element | null {
  const { t } = useWords();
  const { staff } = useRights();
  const offered = useView(languagesOf);
  const writes = useView((view: CaptionsView) => mayWrite(view, staff)[0]);
  const chosen = useLanguage();
  const isListed = useStore(listed);
  const roomy = useMedia(ROOMY);
  const [setting, setSetting] = useState(false);
  const desk = useSelect(place, ({ query }) => query['desk']);
  // Of a session that is over all of it is read beside the summary; who writes may still mend it.
  const over = useView(({ stage }: CaptionsView & { readonly stage?: { readonly phase?: string } }) => stage?.phase === 'ended');
  if (offered.length === 0 || (over && writes === undefined)) return null;
  const items: MenuPart[] = [
    { label: t('captions.off'), checked: chosen === undefined, testid: 'captions-off', onChoose: () => lookSet({ language: '' }) },
    ...offered.map((tag) => ({ label: ownName(tag), lang: tag, checked: tag === chosen, testid: `captions-${tag}`, onChoose: () => lookSet({ language: tag }) })),
    'line',
    ...(chosen === undefined ? [] : [{ label: t('captions.list'), checked: isListed, toggle: true, testid: 'captions-list', onChoose: () => listed.set(!isListed) }]),
    { label: t('captions.look'), testid: 'captions-look', onChoose: () => setSetting(true) },
    ...(writes === undefined || desk !== undefined ? [] : ['line' as const, {
      label: t('captions.do.write'), testid: 'captions-write', onChoose: () => paramsSet({ ...place.get().query, desk: writes }),
    }]),
  ];
  const name = chosen === undefined ? t('captions.title') : t('captions.in', { language: ownName(chosen) });
  return (
    <>
      <div class="captions-acts">
        <Menu icon="captions" label={name} items={items} testid="captions-menu"><span lang={chosen}>{chosen === undefined ? t('captions.title') : ownName(chosen)}</span></Menu>
      </div>
      {isListed && chosen !== undefined && (roomy
        ? <Listed key={chosen} language={chosen} onClose={() => listed.set(false)} />
        : <Dialog title={t('captions.in', { language: ownName(chosen) })} onClose={() => listed.set(false)}><Listed key={chosen} language={chosen} /></Dialog>)}
      {setting && <LookDialog language={chosen ?? offered[0] ?? ''} onClose={() => setSetting(false)} />}
    </>
  );
}

function LookDialog({ language, onClose }: { language: string; onClose: () => void }): JSX.Element {
  const { t } = useWords();
  const now = useStore(look);
  return (
    <Dialog title={t('captions.look')} onClose={onClose}>
      <div class="stack">
        <div class={`captions-sample captions-${now.size} captions-${now.colours}`} aria-hidden="true">
          <div class="captions-lines" lang={language} dir={dirOfTag(language)}><p>{ownName(language)}</p><p>{t('captions.sample')}</p></div>
        </div>
        <div class="captions-choice"><span>{t('captions.size')}</span><Choice label={t('captions.size')} name="captions-size" value={now.size} onChange={(size) => lookSet({ size })}
          options={SIZES.map((value) => ({ value, label: t(`captions.size.${value}`) }))} /></div>
        <div class="captions-choice"><span>{t('captions.colours')}</span><Choice label={t('captions.colours')} name="captions-colours" value={now.colours} onChange={(colours) => lookSet({ colours })}
          options={COLOURS.map((value) => ({ value, label: t(`captions.colours.${value}`) }))} /></div>
        <div class="captions-choice"><span>{t('captions.place')}</span><Choice label={t('captions.place')} name="captions-place" value={now.place} onChange={(to) => lookSet({ place: to })}
          options={PLACES.map((value) => ({ value, label: t(`captions.place.${value}`) }))} /></div>
        <label class="check">
          <input type="checkbox" checked={now.aloud} data-testid="captions-aloud" onChange={(event) => lookSet({ aloud: event.currentTarget.checked })} />
          <span>{t('captions.aloud')}</span>
        </label>
      </div>
    </Dialog>
  );
}
