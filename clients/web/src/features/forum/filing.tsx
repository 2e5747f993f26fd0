// SPDX-License-Identifier: Apache-2.0
// Pictures and files of a post that is being written: chosen, dropped or pasted, sent one after another, and put into the
// text as soon as they are there. Loaded when somebody begins to write.
import type { JSX, RefObject } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import { HttpError } from '../../core/person.ts';
import { changed, put, shownIn } from '../../core/pictures.ts';
import type { Shown } from '../../core/pictures.ts';
import { saving } from '../../core/saving.ts';
import { isPicture, sendForPost } from '../../core/sending.ts';
import { useStore } from '../../core/store.ts';
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
  /** Chosen beside; told once they are taken. */
  readonly chosen: readonly File[];
  readonly onTook: () => void;
}

interface Going {
  readonly id: number;
  readonly file: File;
  /** The one whose place it takes: 0 for none. */
  readonly instead: number;
  readonly share: number;
  /** Why it does not go; undefined: it goes. */
  readonly wrong?: unknown;
}
/** One of one's own that this page has sent. */
interface Own {
  readonly file: File;
  readonly hides: boolean;
}

const ALT_CHARS = 300;
const AGAIN_MS = 1500;
// By room and number; the same page may write in several places.
const sent = new Map<string, Own>();
let ids = 0;

/** A refusal stands, and so does what is too large; what was lost on the way, or before it, may go again. */
const mayAgain = ({ wrong, file }: Going): boolean => wrong !== undefined && file.size <= BOUNDS.FILE_BYTES && (wrong as Partial<HttpError>).error === undefined;

function whyNot({ t }: Words, { file, wrong: error }: Going, hides: boolean): string {
  if (file.size > BOUNDS.FILE_BYTES) return t('filing.large', { n: FILE_MB });
  const name = error instanceof HttpError ? error.error : undefined;
  if (name === 'FILE_KIND' && hides) return t('filing.nameless');
  return name ? t('app.error', { error: t(`error.${name}`) }) : t(navigator.onLine ? 'filing.lost' : 'filing.offline');
}

export function Filing({ form, text, onText, hides, held, onBusy, readOnly, chosen, onTook }: FilingProps): JSX.Element | null {
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
    sent.set(key(seq), { file, hides: masked });
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
    const next = (): Going | undefined => now.current.going.find(({ wrong }) => wrong === undefined);
    for (let one = next(); one; one = next()) {
      const [{ id }, masked, stop] = [one, now.current.hides, new AbortController()];
      stops.current.set(id, stop);
      try {
        const { file, type } = await sendForPost(room, one.file, asWho, { anonymous: masked, signal: stop.signal, progress: (share) => mend(id, { share }) });
        drop(id);
        taken(one, file, type, masked);
      } catch (error) {
        // Another of one's own was under way.
        if (error instanceof HttpError && error.error === 'TOO_MANY_REQUESTS') await new Promise((then) => setTimeout(then, AGAIN_MS));
        else if (!stop.signal.aborted) mend(id, { wrong: error });
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
      next.push({ id: ++ids, file, instead, share: 0, ...(file.size > BOUNDS.FILE_BYTES ? { wrong: true } : {}) });
    }
    change([...now.current.going, ...next]);
    void work();
  };
  const again = (which: (one: Going) => boolean): void => {
    change(now.current.going.map((each) => (which(each) && mayAgain(each) ? { id: each.id, file: each.file, instead: each.instead, share: 0 } : each)));
    void work();
  };
  const acts = useRef({ add, again });
  acts.current = { add, again };

  useEffect(() => onBusy(going.length > 0 || wrongly.length > 0), [going.length > 0, wrongly.length > 0]);
  useEffect(() => () => onBusy(false), []);
  useEffect(() => {
    if (chosen.length === 0) return;
    acts.current.add(chosen);
    onTook();
  }, [chosen]);
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
  if (list.length === 0 && going.length === 0 && !over) return null;
  return (
    <section class={`filing stack${over ? ' filing-over' : ''}`} aria-label={t('filing.title')} data-testid="filing">
      {list.map((one) => (
        <One key={one.file} one={one} readOnly={readOnly} wrong={wrongly.includes(one) && !going.some(({ instead }) => instead === one.file)}
          onWords={(said) => write(changed(now.current.text, one.file, { ...one, words: said }))} onDrop={() => remove(one)} />
      ))}
      {going.map((each) => (
        <div key={each.id} class="filing-one" data-testid="filing-going">
          {each.wrong === undefined ? <Progress label={each.file.name} share={each.share} value={t('filing.share', { n: Math.round(each.share * 100) })} /> : (
            <p class="refusal" role="alert"><bdi>{each.file.name}</bdi>: {whyNot(words, each, hides)}</p>
          )}
          {mayAgain(each) && <Button kind="quiet" small testid="filing-again" onClick={() => again(({ id }) => id === each.id)}>{t('app.again')}</Button>}
          <IconButton icon="close" label={t('filing.stop', { name: each.file.name })} testid="filing-stop" onClick={() => drop(each.id)} />
        </div>
      ))}
      <p class="hint" role="status">{full ? t('filing.full', { n: BOUNDS.POST_FILES }) : going.some(({ wrong }) => wrong === undefined) ? t('filing.waits') : t('filing.hint', { n: BOUNDS.POST_FILES, mb: FILE_MB })}</p>
    </section>
  );
}

/** One that stands in the text: what it shows is asked for, for those who do not see it. */
function One({ one, readOnly, wrong, onWords, onDrop }: {
  one: Shown; readOnly: boolean; wrong: boolean; onWords: (words: string) => void; onDrop: () => void;
}): JSX.Element {
  const { t } = useWords();
  const lean = useStore(saving);
  const found = useFile(one.picture && !lean ? one.file : 0);
  return (
    <div class="filing-one" data-testid={`filing-${one.file}`}>
      {found ? <img src={found.url} alt="" /> : one.picture ? null : <Icon name="download" />}
      <TextField label={t(one.picture ? 'filing.alt' : 'filing.words')} value={one.words} max={ALT_CHARS} readOnly={readOnly} onInput={onWords} testid={`filing-words-${one.file}`} wrong={wrong ? t('filing.wrongly') : undefined} />
      {!readOnly && <IconButton icon="trash" label={t('filing.drop', { name: one.words })} testid={`filing-drop-${one.file}`} onClick={onDrop} />}
    </div>
  );
}
