// SPDX-License-Identifier: Apache-2.0
// Making groups and running them: who is where, open and back, a word to all.
import type { JSX } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { aside } from '../../core/aside.ts';
import { BOUNDS } from '../../core/contract.ts';
import { useRights, useView } from '../../core/here.ts';
import { chars } from '../../core/text.ts';
import type { Texts } from '../../core/views.ts';
import { personName, useWords } from '../../i18n/context.tsx';
import { Acts } from '../../ui/acts.tsx';
import type { Act } from '../../ui/acts.tsx';
import { useAct } from '../../ui/command.ts';
import { TextField } from '../../ui/field.tsx';
import { LanguageFields, textsOf } from '../../ui/languages.tsx';
import { notify } from '../../ui/live.tsx';
import { Badge, Button, Choice } from '../../ui/parts.tsx';
import { RoomContext, useSession } from '../../ui/session.tsx';
import { Left } from './now.tsx';
import { isOpen, nameOf, numbersOf } from './view.ts';
import type { GroupShare, GroupView } from './view.ts';

const DIGITS = 3;
const MINUTE_S = 60;
const SOON_S = 60;
const HOWS = ['chance', 'hand', 'choice'] as const;

export function GroupSheet(): JSX.Element | null {
  const { t } = useWords();
  const { may } = useRights();
  const share = useView((view: GroupView) => view.group);
  if (!share || !may('group.make')) return null;
  const none = share.state === 'none';
  return (
    <section class="sheet-part" aria-labelledby="sheet-group" data-testid="group-sheet">
      <div class="sheet-head">
        <h3 id="sheet-group">{t('group.title')}</h3>
        {!none && <Badge tone={isOpen(share) ? 'accent' : 'plain'} testid="group-state">{t(`group.state.${share.state}`)}</Badge>}
      </div>
      {isOpen(share) ? <Running share={share} /> : !none && <Opening />}
      {!none && <Picture share={share} />}
      {!isOpen(share) && <Make again={!none} />}
    </section>
  );
}

function number(text: string, most: number): number | undefined {
  const value = Number(text);
  return Number.isInteger(value) && value > 0 && value <= most ? value : undefined;
}

function Make({ again }: { again: boolean }): JSX.Element {
  const { t } = useWords();
  const { sending, run } = useAct();
  const [how, setHow] = useState<(typeof HOWS)[number]>('chance');
  const [by, setBy] = useState<'count' | 'size'>('count');
  const [many, setMany] = useState('');
  const [limit, setLimit] = useState('');
  const sized = how === 'chance' && by === 'size';
  const count = number(many, sized ? BOUNDS.GROUP_LIMIT : BOUNDS.GROUPS);
  const most = limit === '' ? undefined : number(limit, BOUNDS.GROUP_LIMIT);
  const fits = count !== undefined && (limit === '' || most !== undefined);
  const make = (): void => void run('group.make', { how, [sized ? 'size' : 'count']: count ?? 0, ...(most ? { limit: most } : {}) }).then((done) => done && setMany(''));
  return (
    <details class="fold" data-testid="group-make-more">
      <summary>{t(again ? 'group.again' : 'group.make')}</summary>
      <Choice label={t('group.how')} name="group-how" value={how} onChange={setHow} options={HOWS.map((value) => ({ value, label: t(`group.how.${value}`) }))} />
      {how === 'chance' && <Choice label={t('group.by')} name="group-by" value={by} onChange={setBy} options={[{ value: 'count', label: t('group.by.count') }, { value: 'size', label: t('group.by.size') }]} />}
      <TextField label={t(sized ? 'group.size' : 'group.count')} keys="numeric" value={many} max={DIGITS} onInput={setMany} testid="group-count" />
      {!sized && <TextField label={t('group.limit')} keys="numeric" value={limit} max={DIGITS} onInput={setLimit} testid="group-limit" />}
      {again && <p class="hint">{t('group.again.hint')}</p>}
      <Button kind="strong" busy={sending} disabled={!fits} onClick={make} testid="group-make">{t('group.make.do')}</Button>
    </details>
  );
}

function Opening(): JSX.Element {
  const { t } = useWords();
  const { may } = useRights();
  const { sending, run } = useAct();
  const [minutes, setMinutes] = useState('');
  const [late, setLate] = useState<'stay' | 'spread'>('stay');
  const seconds = minutes === '' ? undefined : (number(minutes, BOUNDS.GROUP_SECONDS / MINUTE_S) ?? 0) * MINUTE_S;
  if (!may('group.open')) return <p class="hint">{t('group.live')}</p>;
  return (
    <div class="sheet-form">
      <TextField label={t('group.minutes')} keys="numeric" value={minutes} max={DIGITS} onInput={setMinutes} testid="group-minutes" />
      <Choice label={t('group.late')} name="group-late" value={late} onChange={setLate}
        options={[{ value: 'stay', label: t('group.late.stay') }, { value: 'spread', label: t('group.late.spread') }]} />
      <Button kind="strong" icon="play" busy={sending} disabled={seconds === 0} testid="group-open"
        onClick={() => void run('group.open', { late, ...(seconds ? { seconds } : {}) })}>{t('group.open')}</Button>
    </div>
  );
}

function Running({ share }: { share: GroupShare }): JSX.Element {
  const { t } = useWords();
  const { sending, run } = useAct();
  const [text, setText] = useState('');
  const fits = text.trim() !== '' && chars(text) <= BOUNDS.GROUP_MESSAGE_CHARS;
  const tell = (): void => void run('group.tell', { text }).then((done) => {
    if (!done) return;
    setText('');
    notify(t('group.tell.done'));
  });
  return (
    <div class="sheet-form">
      {share.ends > 0 && <Left ends={share.ends} closing={share.state === 'closing'} />}
      <div class="row">
        {share.state === 'open' && <Button kind="strong" icon="back" busy={sending} onClick={() => void run('group.back', { seconds: SOON_S })} testid="group-back">{t('group.call')}</Button>}
        {share.state === 'closing' && <Button busy={sending} onClick={() => void run('group.time', {})} testid="group-go-on">{t('group.call.stop')}</Button>}
        <Button busy={sending} onClick={() => void run('group.back', {})} testid="group-back-now">{t('group.call.now')}</Button>
      </div>
      <TextField label={t('group.tell')} value={text} max={BOUNDS.GROUP_MESSAGE_CHARS} onInput={setText} testid="group-tell-text" />
      {text !== '' && <Button small icon="send" busy={sending} disabled={!fits} onClick={tell} testid="group-tell">{t('do.send')}</Button>}
    </div>
  );
}

function Picture({ share }: { share: GroupShare }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const { sending, run } = useAct();
  const placed = Object.entries(share.people ?? {});
  const numbers = numbersOf(share);
  const moves = (id: string, from: number): Act[] => [
    ...numbers.filter((each) => each !== from).map((each) => ({
      label: t('group.move', { name: nameOf(share, each, words) }), testid: `group-move-${id}-${each}`, onChoose: () => void run('group.move', { whom: id, number: each }),
    })),
    ...(from ? [{ label: t('group.out'), testid: `group-out-${id}`, onChoose: () => void run('group.move', { whom: id }) }] : []),
  ];
  return (
    <div class="group-picture">
      {numbers.map((each) => <One key={each} share={share} number={each} people={placed.filter(([, { group }]) => group === each).map(([id, { name }]) => [id, name] as const)} moves={moves} busy={sending} />)}
      <Others share={share} moves={moves} busy={sending} />
      <Button small icon="plus" busy={sending} onClick={() => void run('group.add', {})} testid="group-add">{t('group.add')}</Button>
    </div>
  );
}

interface Listed {
  readonly people: readonly (readonly [string, string])[];
  readonly moves: (id: string, from: number) => readonly Act[];
  readonly from: number;
  readonly busy: boolean;
}

function People({ people, moves, from, busy }: Listed): JSX.Element {
  const words = useWords();
  return (
    <ul class="group-people">
      {people.map(([id, name]) => {
        const shown = personName(words, name || id);
        const [first, ...rest] = moves(id, from);
        return (
          <li key={id} data-testid={`group-person-${id}`}>
            <bdi class="name cut">{shown}</bdi>
            {first && <Acts acts={[first, ...rest]} label={words.t('group.moves', { name: shown })} busy={busy} quiet />}
          </li>
        );
      })}
    </ul>
  );
}

function One({ share, number: each, people, moves, busy }: Omit<Listed, 'from'> & { share: GroupShare; number: number }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const { run } = useAct();
  const [title, setTitle] = useState<Texts | undefined>(undefined);
  const group = share.groups[each];
  const name = nameOf(share, each, words);
  const rename = async (): Promise<void> => {
    const texts = textsOf(title ?? {}, BOUNDS.GROUP_CHARS);
    if (await run('group.edit', { number: each, ...(texts ? { title: { ...texts } } : {}), ...(group?.limit ? { limit: group.limit } : {}) })) setTitle(undefined);
  };
  const acts: Act[] = [
    { label: t('group.visit'), testid: `group-visit-${each}`, onChoose: () => aside.set(each) },
    { label: t('group.rename'), testid: `group-rename-${each}`, onChoose: () => setTitle(group?.title ?? {}) },
    { label: t('do.remove'), testid: `group-remove-${each}`, danger: true, onChoose: () => void run('group.remove', { number: each }) },
  ];
  return (
    <section class="group-one" aria-label={name} data-testid={`group-${each}`}>
      <div class="sheet-head">
        <h4 class="cut" dir="auto" title={name}>{name} <span class="meta">{group?.limit ? t('group.places', { n: group.count, limit: group.limit }) : t('group.people', { n: group?.count ?? 0 })}</span></h4>
        <Acts acts={acts} label={t('group.acts', { name })} busy={busy} quiet />
      </div>
      {group?.help && <p class="group-called" role="status">{t('group.asked')}</p>}
      {title && (
        <form class="sheet-form" onSubmit={(event) => { event.preventDefault(); void rename(); }}>
          <LanguageFields label={t('group.name')} other={t('group.languages')} value={title} max={BOUNDS.GROUP_CHARS} onInput={setTitle} testid={`group-title-${each}`} />
          <Button small submit busy={busy} testid={`group-title-save-${each}`}>{t('do.save')}</Button>
        </form>
      )}
      <People people={people} moves={moves} from={each} busy={busy} />
    </section>
  );
}

/** Who is here and has no place. */
function Others({ share, moves, busy }: Pick<Listed, 'moves' | 'busy'> & { share: GroupShare }): JSX.Element | null {
  const { t } = useWords();
  const session = useSession();
  const room = useContext(RoomContext);
  const count = useView((view: GroupView) => view.presence?.count ?? 0);
  const staff = useView((view: GroupView) => view.member?.staff);
  const [here, setHere] = useState<readonly (readonly [string, string])[]>([]);
  useEffect(() => {
    let gone = false;
    session.query('presence.roster', { room, limit: BOUNDS.ROSTER_PAGE }).then((answer) => {
      const { people } = answer as { people: { [id: string]: { name: string } } };
      if (!gone) setHere(Object.entries(people).map(([id, { name }]) => [id, name] as const));
    }, () => undefined);
    return () => { gone = true; };
  }, [session, room, count]);
  const people = here.filter(([id]) => !share.people?.[id] && !staff?.[id]);
  if (people.length === 0) return null;
  return (
    <section class="group-one" aria-label={t('group.unplaced')} data-testid="group-unplaced">
      <h4>{t('group.unplaced')}</h4>
      <People people={people} moves={moves} from={0} busy={busy} />
    </section>
  );
}
