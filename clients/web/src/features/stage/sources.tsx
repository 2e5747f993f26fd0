// SPDX-License-Identifier: Apache-2.0
// Where the video of the session is: tried while it is typed, with what to do where it does not play. Fetched by whoever opens it.
import type { JSX } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { RoomContext } from '../../ui/session.tsx';
import { useView } from '../../core/here.ts';
import { useWords } from '../../i18n/context.tsx';
import { useCommand } from '../../ui/command.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { Button, Refusal } from '../../ui/parts.tsx';
import { Select } from '../../ui/select.tsx';
import { IngestKey, Recordings } from './ingest.tsx';
import { useSource } from './source.ts';
import { Told } from './told.tsx';
import type { Beside, Source, StageView, Stream } from './view.ts';
import { languageNames } from './zone.ts';

const URL_CHARS = 2000;
const MORE_MAX = 6;
const LANGUAGES = ['ar', 'en', 'fr', 'es'] as const;
type Kind = 'ingest' | Source['type'];

/** Where what the room is sent plays. */
function ingestUrl(room: string): string {
  return `/media/live/${room.slice(room.indexOf(':') + 1)}/index.m3u8`;
}

export function Sources({ onClose }: { onClose: () => void }): JSX.Element {
  const { t } = useWords();
  const room = useContext(RoomContext);
  const stream = useView((view: StageView) => view.stage.stream);
  const { sending, error, run } = useCommand('stream');
  const here = ingestUrl(room);
  const [kind, setKind] = useState<Kind>(stream === undefined ? 'hls' : stream.url === here ? 'ingest' : stream.type);
  const [url, setUrl] = useState(stream === undefined || stream.url === here ? '' : stream.url);
  const [lang, setLang] = useState(stream?.lang ?? '');
  const [more, setMore] = useState<readonly Beside[]>(stream?.more ?? []);
  // What was typed, once it is whole.
  const [typed, setTyped] = useState(url);
  const source: Source | undefined = kind === 'ingest' ? { url: here, type: 'hls' } : typed.trim() === '' ? undefined : { url: typed.trim(), type: kind };
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    const address = kind === 'ingest' ? here : url.trim();
    if (address === '') return;
    const beside = more.filter(({ url: each }) => each.trim() !== '').map((each) => ({ ...each, url: each.url.trim() }));
    const done = await run('stage.stream', { url: address, type: kind === 'ingest' ? 'hls' : kind, ...(lang === '' ? {} : { lang }), ...(beside.length > 0 ? { more: beside } : {}) });
    if (done) onClose();
  };
  return (
    <Dialog title={t('stage.stream')} onClose={onClose} wide>
      <form class="stack" onSubmit={(event) => void save(event)}>
        <Select
          label={t('stage.stream.type')} value={kind} testid="stream-kind" onChange={(next) => setKind(next as Kind)}
          options={[
            { value: 'ingest', label: t('stage.stream.ingest') }, { value: 'hls', label: t('stage.stream.hls') },
            { value: 'mp4', label: t('stage.stream.mp4') }, { value: 'audio', label: t('stage.stream.audio') },
          ]}
        />
        {kind === 'ingest' ? <IngestKey /> : (
          <TextField label={t('stage.stream.url')} value={url} max={URL_CHARS} dir="ltr" onInput={setUrl} onChange={setTyped} readOnly={sending} testid="stream-url" />
        )}
        <Trial source={source} set={stream} />
        <Spoken value={lang} onChange={setLang} />
        <More more={more} set={stream} onChange={setMore} />
        <Recordings />
        <Refusal error={error} />
        <div class="row row-end">
          <Button onClick={onClose}>{t('do.cancel')}</Button>
          <Button kind="strong" submit busy={sending} testid="stream-save">{t(sending ? 'do.sending' : 'do.save')}</Button>
        </div>
      </form>
    </Dialog>
  );
}

/** What became of trying it, and once more. */
function Trial({ source, set }: { source: Source | undefined; set: Source | undefined }): JSX.Element | null {
  const { t } = useWords();
  const [turn, setTurn] = useState(0);
  const tried = useSource(source, set, turn);
  if (!source) return null;
  return (
    <div class="row">
      <Told tried={tried} url={source.url} />
      {tried.found !== 'trying' && tried.found !== 'plays' && tried.found !== 'saved' && tried.found !== 'waiting' && (
        <Button small onClick={() => setTurn(turn + 1)} testid="stream-again">{t('stage.stream.again')}</Button>
      )}
    </div>
  );
}

function Spoken({ value, onChange }: { value: string; onChange: (lang: string) => void }): JSX.Element {
  const { t, lang } = useWords();
  const names = languageNames(lang, LANGUAGES);
  return (
    <Select
      label={t('stage.stream.lang')} value={value} testid="stream-lang" onChange={onChange}
      options={[{ value: '', label: t('stage.stream.lang.none') }, ...LANGUAGES.map((each, at) => ({ value: each, label: names[at] ?? each }))]}
    />
  );
}

function More({ more, set, onChange }: { more: readonly Beside[]; set: Stream | undefined; onChange: (more: readonly Beside[]) => void }): JSX.Element {
  const { t, lang } = useWords();
  const names = languageNames(lang, LANGUAGES);
  const change = (at: number, next: Beside): void => onChange(more.map((each, place) => (place === at ? next : each)));
  const what = (each: Beside): string => (each.sign ? 'sign' : each.lang ?? 'ar');
  return (
    <details open={more.length > 0}>
      <summary data-testid="stream-more">{t('stage.stream.more')}</summary>
      <div class="stack">
        {more.map((each, at) => (
          <fieldset class="stack stream-beside" key={at}>
            <div class="row">
              <Select
                label={t('stage.stream.more.for')} value={what(each)} testid={`beside-for-${at}`}
                options={[...LANGUAGES.map((one, place) => ({ value: one, label: names[place] ?? one })), { value: 'sign', label: t('stage.stream.more.sign') }]}
                onChange={(next) => change(at, { url: each.url, type: next === 'sign' && each.type === 'audio' ? 'mp4' : each.type, ...(next === 'sign' ? { sign: true } : { lang: next }) })}
              />
              <Select
                label={t('stage.stream.type')} value={each.type} testid={`beside-type-${at}`} onChange={(next) => change(at, { ...each, type: next as Source['type'] })}
                options={[
                  { value: 'hls', label: t('stage.stream.hls') }, { value: 'mp4', label: t('stage.stream.mp4') },
                  ...(each.sign ? [] : [{ value: 'audio', label: t('stage.stream.audio') }]),
                ]}
              />
              <Button small icon="trash" onClick={() => onChange(more.filter((_, place) => place !== at))} testid={`beside-remove-${at}`}>{t('stage.stream.more.remove')}</Button>
            </div>
            <TextField label={t('stage.stream.url')} value={each.url} max={URL_CHARS} dir="ltr" onInput={(next) => change(at, { ...each, url: next })} testid={`beside-url-${at}`} />
            <Trial source={each.url.trim() === '' ? undefined : { url: each.url.trim(), type: each.type }} set={set?.more?.[at]} />
          </fieldset>
        ))}
        {more.length < MORE_MAX && <Button small icon="plus" onClick={() => onChange([...more, { url: '', type: 'hls', lang }])} testid="beside-add">{t('stage.stream.more.add')}</Button>}
      </div>
    </details>
  );
}
