// SPDX-License-Identifier: Apache-2.0
// Pictures and files of a post that is being written: chosen, dropped or pasted, sent one after another, and put into the
// text as soon as they are there. Loaded when somebody begins to write.
import type { JSX, RefObject } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import { HttpError } from '../../core/person.ts';
import { changed, put, shownIn } from '../../core/pictures.ts';
import type { Shown } from '../../core/pictures.ts';
import { isPicture, sendForPost } from '../../core/sending.ts';
import { useWords } from '../../i18n/context.tsx';
import type { Words } from '../../i18n/index.ts';
import { TextField } from '../../ui/field.tsx';
import { FILE_MB, asWho, useFile } from '../../ui/file.ts';
import { Icon } from '../../ui/icon.tsx';
import { announce } from '../../ui/live.tsx';
import { Button, IconButton } from '../../ui/parts.tsx';
import { Progress } from '../../ui/progress.tsx';
import { RoomContext, useSession } from '../../ui/session.tsx';

export interface FilingProps {
  readonly form: RefObject<HTMLFormElement | null>;
  readonly text: string;
  readonly onText: (text: string) => void;
  /** What goes is to say nothing of who wrote it. */
  readonly hides: boolean;
  /** Those that the post holds already. */
  readonly held: readonly number[];
  /** Something is on its way, or has to be sent again. */
  readonly onBusy: (busy: boolean) => void;
  readonly readOnly: boolean;
}

interface Going {
  readonly id: number;
  readonly file: File;
  /** The one whose place it takes: 0 for none. */
  readonly instead: number;
  readonly share: number;
  /** Why it does not go; empty: it goes. */
  readonly wrong: string;
}
/** One of one's own that this page has sent. */
interface Own {
  readonly file: File;
  readonly hides: boolean;
  readonly url: string;
}

const PLAIN = 'image/png,image/jpeg,image/webp,text/plain,text/csv,.txt,.csv';
const ALL = `${PLAIN},application/pdf,.pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp`;
const ALT_CHARS = 300;
const AGAIN_MS = 1500;
// By room and number; the same page may write in several places.
const sent = new Map<string, Own>();
let ids = 0;

function whyNot({ t }: Words, error: unknown, hides: boolean): string {
  const name = error instanceof HttpError ? error.error : undefined;
  if (name === 'FILE_KIND' && hides) return t('filing.nameless');
  return name ? t('app.error', { error: t(`error.${name}`) }) : t(navigator.onLine ? 'filing.lost' : 'filing.offline');
}

export function Filing({ form, text, onText, hides, held, onBusy, readOnly }: FilingProps): JSX.Element {
  const words = useWords();
  const { t } = words;
  const room = useContext(RoomContext);
  const { queue } = useSession();
  const [going, setGoing] = useState<readonly Going[]>([]);
  const [full, setFull] = useState(false);
  const [over, setOver] = useState(false);
  const now = useRef({ text, hides, going });
  now.current = { text, hides, going };
  const stops = useRef(new Map<number, AbortController>());
  const under = useRef(false);
  const key = (file: number): string => `${room} ${file}`;
  const list = shownIn(text);
  const wrongly = list.filter(({ file }) => !held.includes(file) && (sent.get(key(file))?.hides ?? hides) !== hides);

  const write = (next: string): void => {
    now.current = { ...now.current, text: next };
    onText(next);
  };
  const change = (next: readonly Going[]): void => {
    now.current = { ...now.current, going: next };
    setGoing(next);
  };
  const mend = (id: number, part: Partial<Going>): void => change(now.current.going.map((each) => (each.id === id ? { ...each, ...part } : each)));
  const drop = (id: number): void => {
    stops.current.get(id)?.abort();
    change(now.current.going.filter((each) => each.id !== id));
  };

  const taken = ({ file, instead }: Going, seq: number, type: string, masked: boolean): void => {
    const before = shownIn(now.current.text).find((each) => each.file === instead);
    const picture = isPicture(type);
    sent.set(key(seq), { file, hides: masked, url: picture ? URL.createObjectURL(file) : '' });
    const one: Shown = { file: seq, picture, words: before?.words ?? (picture || masked ? '' : file.name) };
    const area = form.current?.querySelector('textarea');
    const at = area && document.activeElement === area ? area.selectionStart : now.current.text.length;
    write(before ? changed(now.current.text, instead, one) : put(now.current.text, at, one));
    announce(t(picture ? 'filing.picture.there' : 'filing.there'));
    if (instead) void queue.run('file.remove', { room, file: instead });
  };
  // One at a time: of what is to have no author the server takes no more.
  const work = async (): Promise<void> => {
    if (under.current) return;
    under.current = true;
    for (let next = now.current.going.find(({ wrong }) => wrong === ''); next; next = now.current.going.find(({ wrong }) => wrong === '')) {
      const [one, masked, stop] = [next, now.current.hides, new AbortController()];
      stops.current.set(one.id, stop);
      try {
        const { file, type } = await sendForPost(room, one.file, asWho, { anonymous: masked, signal: stop.signal, progress: (share) => mend(one.id, { share }) });
        drop(one.id);
        taken(one, file, type, masked);
      } catch (error) {
        // Another of one's own was under way.
        if (error instanceof HttpError && error.error === 'TOO_MANY_REQUESTS') await new Promise((then) => setTimeout(then, AGAIN_MS));
        else if (!stop.signal.aborted) mend(one.id, { wrong: whyNot(words, error, masked) });
      }
    }
    under.current = false;
  };
  const add = (files: Iterable<File>, instead = 0): void => {
    let room_ = BOUNDS.POST_FILES - shownIn(now.current.text).length - now.current.going.length + (instead ? 1 : 0);
    const next: Going[] = [];
    setFull(false);
    for (const file of files) {
      if (room_-- <= 0) {
        setFull(true);
        break;
      }
      next.push({ id: ++ids, file, instead, share: 0, wrong: file.size > BOUNDS.FILE_BYTES ? t('filing.large', { n: FILE_MB }) : '' });
    }
    change([...now.current.going, ...next]);
    void work();
  };
  const again = (which: (one: Going) => boolean): void => {
    change(now.current.going.map((each) => (which(each) && each.file.size <= BOUNDS.FILE_BYTES ? { ...each, wrong: '', share: 0 } : each)));
    void work();
  };
  const acts = useRef({ add, again });
  acts.current = { add, again };

  useEffect(() => onBusy(going.length > 0 || wrongly.length > 0), [going.length > 0, wrongly.length > 0]);
  useEffect(() => () => onBusy(false), []);
  // What came under one's name cannot stand without it, and the other way round: it goes once more, where this page has it yet.
  useEffect(() => {
    for (const { file } of wrongly) {
      const own = sent.get(key(file));
      if (own && !now.current.going.some(({ instead }) => instead === file)) add([own.file], file);
    }
  }, [hides]);
  useEffect(() => {
    const back = (): void => acts.current.again(() => true);
    addEventListener('online', back);
    return () => removeEventListener('online', back);
  }, []);
  useEffect(() => {
    const element = form.current;
    const files = (data: DataTransfer | null): readonly File[] => [...data?.files ?? []];
    const paste = (event: ClipboardEvent): void => {
      if (files(event.clipboardData).length === 0) return;
      event.preventDefault();
      acts.current.add(files(event.clipboardData));
    };
    const drag = (event: DragEvent): void => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      setOver(event.type === 'dragover');
      if (event.type === 'drop') acts.current.add(files(event.dataTransfer));
    };
    element?.addEventListener('paste', paste);
    for (const type of ['dragover', 'dragleave', 'drop'] as const) element?.addEventListener(type, drag);
    return () => {
      element?.removeEventListener('paste', paste);
      for (const type of ['dragover', 'dragleave', 'drop'] as const) element?.removeEventListener(type, drag);
    };
  }, [form]);

  const remove = (one: Shown): void => {
    write(changed(now.current.text, one.file, undefined));
    if (!held.includes(one.file)) void queue.run('file.remove', { room, file: one.file });
    form.current?.querySelector('textarea')?.focus();
  };
  return (
    <section class={`filing stack${over ? ' filing-over' : ''}`} aria-label={t('filing.title')} data-testid="filing">
      {list.map((one) => (
        <One key={one.file} one={one} url={sent.get(key(one.file))?.url ?? ''} readOnly={readOnly} wrong={wrongly.includes(one) && !going.some(({ instead }) => instead === one.file)}
          onWords={(said) => write(changed(now.current.text, one.file, { ...one, words: said }))} onDrop={() => remove(one)} />
      ))}
      {going.map(({ id, file, share, wrong }) => (
        <div key={id} class="filing-one" data-testid="filing-going">
          {wrong === '' ? <Progress label={file.name} share={share} value={t('filing.share', { n: Math.round(share * 100) })} /> : (
            <p class="refusal" role="alert"><bdi>{file.name}</bdi>: {wrong}</p>
          )}
          <div class="row">
            {wrong !== '' && file.size <= BOUNDS.FILE_BYTES && <Button kind="quiet" small testid="filing-again" onClick={() => again((each) => each.id === id)}>{t('app.again')}</Button>}
            <IconButton icon="close" label={t('filing.stop', { name: file.name })} testid="filing-stop" onClick={() => drop(id)} />
          </div>
        </div>
      ))}
      {!readOnly && (
        <div class="row">
          <label class="button button-quiet button-small">
            <Icon name="plus" />{t('filing.add')}
            <input type="file" class="hidden" multiple accept={hides ? PLAIN : ALL} data-testid="filing-add"
              onChange={({ currentTarget }) => { const files = [...currentTarget.files ?? []]; currentTarget.value = ''; add(files); }} />
          </label>
          <span class="hint">{t(hides ? 'filing.hint.nameless' : 'filing.hint', { n: BOUNDS.POST_FILES, mb: FILE_MB })}</span>
        </div>
      )}
      <p class="hint" role="status">{full ? t('filing.full', { n: BOUNDS.POST_FILES }) : going.some(({ wrong }) => wrong === '') ? t('filing.waits') : ''}</p>
    </section>
  );
}

/** One that stands in the text: what it shows is asked for, for those who do not see it. */
function One({ one, url, readOnly, wrong, onWords, onDrop }: {
  one: Shown; url: string; readOnly: boolean; wrong: boolean; onWords: (words: string) => void; onDrop: () => void;
}): JSX.Element {
  const { t } = useWords();
  const found = useFile(url === '' && one.picture ? one.file : 0);
  const place = url || found?.url;
  return (
    <div class="filing-one" data-testid={`filing-${one.file}`}>
      {one.picture && place ? <img src={place} alt="" /> : <Icon name={one.picture ? 'screen' : 'download'} />}
      <TextField label={t(one.picture ? 'filing.alt' : 'filing.words')} value={one.words} max={ALT_CHARS} readOnly={readOnly} onInput={onWords} testid={`filing-words-${one.file}`} wrong={wrong ? t('filing.wrongly') : undefined} />
      {!readOnly && <IconButton icon="trash" label={t('filing.drop', { name: one.words })} testid={`filing-drop-${one.file}`} onClick={onDrop} />}
    </div>
  );
}
