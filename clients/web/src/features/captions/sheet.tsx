// SPDX-License-Identifier: Apache-2.0
// The team's part: which languages there are, who writes them beside the team, and what was said as a file.
import type { JSX } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { asked } from '../../core/asked.ts';
import { BOUNDS } from '../../core/contract.ts';
import { useRights, useView } from '../../core/here.ts';
import { paramsSet, place } from '../../core/router.ts';
import { personName, useWords } from '../../i18n/context.tsx';
import { Acts } from '../../ui/acts.tsx';
import { useAct } from '../../ui/command.ts';
import { notify } from '../../ui/live.tsx';
import { Button } from '../../ui/parts.tsx';
import { useRoster } from '../../ui/roster.ts';
import { Select } from '../../ui/select.tsx';
import { RoomContext } from '../../ui/session.tsx';
import { TermsSheet } from './terms.tsx';
import { languagesOf, nameIn, ownName } from './view.ts';
import type { CaptionsView } from './view.ts';

// Those that sessions are held in and interpreted into most; any other comes by the API.
const COMMON: readonly string[] = [
  'ar', 'bg', 'bn', 'cs', 'da', 'de', 'el', 'en', 'es', 'fa', 'fi', 'fr', 'ha', 'he', 'hi', 'hr', 'hu', 'id', 'it', 'ja', 'ko', 'ms', 'nl', 'no', 'pl', 'ps', 'pt', 'pt-br',
  'ro', 'ru', 'so', 'sq', 'sr', 'sv', 'sw', 'th', 'tr', 'uk', 'ur', 'vi', 'zh',
];
const NOBODY: { readonly [person: string]: readonly string[] } = {};

export function CaptionsSheet(): JSX.Element {
  const { t } = useWords();
  const { may } = useRights();
  const offered = useView(languagesOf);
  const manages = may('captions.offer');
  return (
    <section class="sheet-part" aria-labelledby="sheet-captions" data-testid="sheet-captions">
      <div class="sheet-head"><h3 id="sheet-captions">{t('captions.title')}</h3></div>
      {offered.length === 0 && <p class="hint">{t('captions.sheet.none')}</p>}
      <ul class="sheet-rows">{offered.map((tag) => <Language key={tag} tag={tag} offered={offered} manages={manages} />)}</ul>
      {manages && offered.length < BOUNDS.CAPTION_LANGUAGES && <Offer offered={offered} />}
      {manages && offered.length > 0 && <Writers offered={offered} />}
      <TermsSheet />
    </section>
  );
}

function Language({ tag, offered, manages }: { tag: string; offered: readonly string[]; manages: boolean }): JSX.Element {
  const { t, lang } = useWords();
  const { sending, run } = useAct();
  const room = useContext(RoomContext);
  const name = ownName(tag);
  const stop = async (): Promise<void> => {
    if (!(await run('captions.offer', { languages: offered.filter((each) => each !== tag) }))) return;
    notify(t('captions.sheet.stopped', { language: nameIn(lang, tag) }), { label: t('do.undo'), run: () => void run('captions.offer', { languages: [...offered] }) });
  };
  const save = (): void => {
    asked(`/api/rooms/${room}/captions.history.vtt?language=${tag}`, 'GET').then(async (response) => keep(`captions.${tag}.vtt`, await response.text())).catch(() => notify(t('entry.failed')));
  };
  return (
    <li class="sheet-row" data-testid={`sheet-captions-${tag}`}>
      <p lang={tag}>{name}</p>
      <Acts label={name} busy={sending} quiet acts={[
        { label: t('captions.sheet.write'), testid: `captions-write-${tag}`, onChoose: () => paramsSet({ ...place.get().query, desk: tag }) },
        { label: t('captions.sheet.save'), testid: `captions-save-${tag}`, onChoose: save },
        ...(manages ? [{ label: t('captions.sheet.stop'), testid: `captions-stop-${tag}`, onChoose: () => void stop() }] : []),
      ]} />
    </li>
  );
}

function keep(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/vtt;charset=utf-8' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function Offer({ offered }: { offered: readonly string[] }): JSX.Element {
  const { t, lang } = useWords();
  const { sending, run } = useAct();
  const others = [lang as string, ...COMMON.filter((tag) => tag !== lang)].filter((tag) => !offered.includes(tag));
  const [chosen, setChosen] = useState('');
  const tag = others.includes(chosen) ? chosen : others[0] ?? '';
  return (
    <div class="captions-offer">
      <Select label={t('captions.sheet.offer')} value={tag} onChange={setChosen} options={others.map((each) => ({ value: each, label: ownName(each) }))} testid="captions-offer-language" />
      <Button small busy={sending} onClick={() => void run('captions.offer', { languages: [...offered, tag] })} testid="captions-offer">{t('captions.sheet.offer.do')}</Button>
    </div>
  );
}

/** Who is in the room may be let write; who is let stands here whether they are in it or not. */
function Writers({ offered }: { offered: readonly string[] }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const { sending, run } = useAct();
  const { may } = useRights();
  const captioners = useView((view: CaptionsView) => view.captions?.captioners ?? NOBODY);
  const staff = useView((view) => view.member?.staff);
  const roster = useRoster(may('captions.assign'));
  const [, redraw] = useState({});
  const [person, setPerson] = useState('');
  const [language, setLanguage] = useState(offered[0] ?? '');
  const tag = offered.includes(language) ? language : offered[0] ?? '';
  const nameOf = (id: string): string => personName(words, roster.known().find((each) => each.id === id)?.name ?? id);
  const others = roster.known().filter(({ id }) => !staff?.[id]);
  return (
    <details class="fold" data-testid="captions-writers" onToggle={() => roster.ask(() => redraw({}))}>
      <summary>{t('captions.sheet.people')}</summary>
      <ul class="sheet-rows">
        {Object.entries(captioners).map(([id, tags]) => (
          <li key={id} class="sheet-row">
            <p><bdi class="name">{nameOf(id)}</bdi> <span class="meta">{tags.map(ownName).join(' · ')}</span></p>
            <Button small kind="quiet" busy={sending} onClick={() => void run('captions.assign', { whom: id, languages: [] })} testid={`captions-unassign-${id}`}>{t('captions.sheet.end')}</Button>
          </li>
        ))}
      </ul>
      <p class="hint">{t(others.length === 0 ? 'captions.sheet.nobody' : 'captions.sheet.team')}</p>
      {others.length > 0 && (
        <div class="captions-offer">
          <Select label={t('captions.sheet.person')} value={person} onChange={setPerson} testid="captions-person"
            options={[{ value: '', label: t('captions.sheet.choose') }, ...others.map(({ id, name }) => ({ value: id, label: personName(words, name) }))]} />
          <Select label={t('captions.language.of')} value={tag} onChange={setLanguage} testid="captions-person-language" options={offered.map((each) => ({ value: each, label: ownName(each) }))} />
          <Button small busy={sending} disabled={person === ''} testid="captions-assign"
            onClick={() => void run('captions.assign', { whom: person, languages: [...new Set([...captioners[person] ?? [], tag])] })}>{t('captions.sheet.let')}</Button>
        </div>
      )}
    </details>
  );
}
