// SPDX-License-Identifier: Apache-2.0
// The recordings of a session that is over, for those who attach them: what each is, whether it is in step with the room, and
// one more.
import type { JSX } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import { useRights, useView } from '../../core/here.ts';
import type { JsonObject } from '../../core/merge.ts';
import { paramsSet, place } from '../../core/router.ts';
import { useWords } from '../../i18n/context.tsx';
import { Acts } from '../../ui/acts.tsx';
import { useAct, useCommand } from '../../ui/command.ts';
import { TextField } from '../../ui/field.tsx';
import { notify } from '../../ui/live.tsx';
import { Button, Refusal } from '../../ui/parts.tsx';
import { Select } from '../../ui/select.tsx';
import { RoomContext, useRoomRun, useSession } from '../../ui/session.tsx';
import { mediaAsk } from './media.ts';
import { anchorsIn, variantIn } from './replay/anchors.ts';
import { useSource } from './source.ts';
import { Told } from './told.tsx';
import type { MediaView, Recorded, Source, StageView } from './view.ts';
import { languageNames } from './zone.ts';

const URL_CHARS = 2000;
const LANGUAGES = ['en', 'fr', 'es', 'ar'];
const LENGTH_MS = 5000;

export function RecordingsAfter(): JSX.Element | null {
  const { t } = useWords();
  const { may } = useRights();
  const recordings = useView((view: MediaView) => view.media?.recordings);
  const [adds, setAdds] = useState(false);
  if (!may('media.add')) return null;
  const list = Object.entries(recordings ?? {});
  return (
    <section aria-labelledby="after-recordings" data-testid="after-recordings">
      <div class="sheet-head">
        <h3 id="after-recordings">{t('media.title')}</h3>
        {!adds && <Button small icon="plus" onClick={() => setAdds(true)} testid="media-new">{t('media.new')}</Button>}
      </div>
      {list.length === 0 && !adds && <p class="hint">{t('media.none')}</p>}
      <ul class="sheet-rows">
        {list.map(([seq, each]) => <li key={seq}><Row seq={Number(seq)} recorded={each} /></li>)}
      </ul>
      {adds && <Attach onClose={() => setAdds(false)} />}
    </section>
  );
}

/** What media.add takes of it. */
function dataOf({ url = '', type, lang, length, dated, anchors }: Recorded): JsonObject {
  return {
    url, type, anchors: anchors.map((each) => [...each]), ...(lang === undefined ? {} : { lang }), ...(length === undefined ? {} : { length }), ...(dated ? { dated } : {}),
  };
}

function Row({ seq, recorded }: { seq: number; recorded: Recorded }): JSX.Element {
  const { t, lang, countdown } = useWords();
  const { sending, run } = useAct();
  const facts = [
    ...(recorded.lang === undefined ? [] : languageNames(lang, [recorded.lang])),
    ...(recorded.length === undefined ? [] : [countdown(recorded.length)]),
    recorded.dated ? t('media.dated') : recorded.anchors.length === 0 ? t('media.begins') : recorded.ingest === undefined ? t('media.placed') : t('media.sent'),
    ...(recorded.anchors.length > 1 ? [t('media.cuts', { n: recorded.anchors.length - 1 })] : []),
  ];
  const remove = async (): Promise<void> => {
    if (await run('media.remove', { recording: seq })) notify(t('media.removed'), { label: t('do.undo'), run: () => void run('media.add', dataOf(recorded)) });
  };
  return (
    <div class="sheet-row" data-testid={`media-${seq}`}>
      <div>
        <p class="cut" dir="ltr" title={recorded.url}>{recorded.url}</p>
        <p class="meta">{facts.join(' · ')}</p>
      </div>
      <Acts
        label={t('media.acts')} busy={sending} quiet
        acts={[
          { label: t('media.shift'), testid: `media-shift-${seq}`, onChoose: () => paramsSet({ ...place.get().query, t: '0', shift: '' }) },
          { label: t('media.remove'), testid: `media-remove-${seq}`, onChoose: () => void remove() },
        ]}
      />
    </div>
  );
}

/** What a recording tells of itself: how long it is; and where it has dates, which moments it shows. */
async function found(source: Source): Promise<JsonObject> {
  if (source.type !== 'hls') {
    const length = await lengthOf(source.url);
    return length === undefined ? {} : { length };
  }
  const list = await (await fetch(source.url)).text();
  const variant = variantIn(list);
  const own = variant === undefined ? list : await (await fetch(new URL(variant, new URL(source.url, location.href)))).text();
  const { anchors, length } = anchorsIn(own);
  return { ...(length > 0 ? { length } : {}), ...(anchors.length > 0 ? { anchors: anchors.slice(0, BOUNDS.ANCHORS).map((each) => [...each]), dated: true } : {}) };
}

function lengthOf(url: string): Promise<number | undefined> {
  const element = document.createElement('video');
  element.preload = 'metadata';
  return new Promise((resolve) => {
    const end = (length?: number): void => {
      clearTimeout(timer);
      element.removeAttribute('src');
      resolve(length);
    };
    const timer = setTimeout(end, LENGTH_MS);
    element.onloadedmetadata = () => end(Number.isFinite(element.duration) ? Math.round(element.duration * 1000) : undefined);
    element.onerror = () => end();
    element.src = url;
  });
}

function Attach({ onClose }: { onClose: () => void }): JSX.Element {
  const { t, lang: page } = useWords();
  const session = useSession();
  const room = useContext(RoomContext);
  const { sending, error } = useCommand('media');
  const send = useRoomRun();
  const attached = useView((view: MediaView) => view.media?.recordings) ?? {};
  const sent = Object.entries(useView((view: StageView) => view.ingest?.recordings) ?? {})
    .filter(([seq]) => !Object.values(attached).some(({ ingest }) => ingest === Number(seq)));
  const [kind, setKind] = useState<string>('mp4');
  const [url, setUrl] = useState('');
  const [typed, setTyped] = useState('');
  const [lang, setLang] = useState('');
  const own = sent.find(([seq]) => kind === `sent-${seq}`);
  const address = own ? `/media/recordings/${room.slice(room.indexOf(':') + 1)}/${own[1].file}.mp4` : url.trim();
  const type = (own ? 'mp4' : kind) as Source['type'];
  const tried = useSource(typed.trim() === '' || own ? undefined : { url: typed.trim(), type }, undefined);
  const names = languageNames(page, LANGUAGES);
  const attach = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (address === '' || sending) return;
    const source = own ? await mediaAsk(() => session.query('ingest.recording', { room, recording: Number(own[0]) }), { url: address, type }) : { url: address, type };
    // What lies on this server is given to nobody before the room names it: it is asked behind that.
    const here = !own && address.startsWith('/media/');
    const told = here ? {} : await found(source).catch(() => ({}));
    const data = { url: address, type, ...(lang === '' ? {} : { lang }) };
    const added = await send('media.add', { ...data, ...told }, 'media');
    if (!added.ok) return;
    onClose();
    if (here) await learn(added.seq, data).catch(() => undefined);
  };
  const learn = async (recording: number, data: JsonObject): Promise<void> => {
    const { length, anchors } = await found(await mediaAsk(() => session.query('media.address', { room, recording }), { url: address, type }));
    if (length !== undefined) await send('media.edit', { ...data, recording, length });
    if (anchors !== undefined) await send('media.anchor', { recording, anchors, dated: true });
  };
  return (
    <form class="sheet-form" noValidate onSubmit={(event) => void attach(event)} data-testid="media-form">
      <p class="hint">{t('media.hint')}</p>
      <Select
        label={t('media.type')} value={kind} testid="media-type" onChange={setKind}
        options={[
          ...sent.map(([seq, { file }]) => ({ value: `sent-${seq}`, label: `${t('media.sent')}: ${file}` })),
          { value: 'mp4', label: t('media.mp4') }, { value: 'hls', label: t('media.hls') }, { value: 'audio', label: t('media.audio') },
        ]}
      />
      {!own && <TextField label={t('media.url')} value={url} max={URL_CHARS} dir="ltr" onInput={setUrl} onChange={setTyped} readOnly={sending} testid="media-url" />}
      {!own && typed.trim() !== '' && <Told tried={tried} url={typed} />}
      <Select
        label={t('media.lang')} value={lang} testid="media-lang" onChange={setLang}
        options={[{ value: '', label: t('media.lang.none') }, ...LANGUAGES.map((each, at) => ({ value: each, label: names[at] ?? each }))]}
      />
      <Refusal error={error} />
      <div class="row">
        <Button kind="strong" small submit busy={sending} testid="media-add">{t('media.add')}</Button>
        <Button small onClick={onClose}>{t('do.cancel')}</Button>
      </div>
    </form>
  );
}
