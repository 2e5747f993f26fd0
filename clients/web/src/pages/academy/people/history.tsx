// SPDX-License-Identifier: Apache-2.0
// What was done to a person's entry, by whom and when: the youngest first, more on demand.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useNow } from '../../../core/clock.ts';
import { countryName } from '../../../core/countries.ts';
import { useWords } from '../../../i18n/context.tsx';
import { LANGUAGES } from '../../../i18n/index.ts';
import type { Key, Lang, Words } from '../../../i18n/index.ts';
import { Icon } from '../../../ui/icon.tsx';
import type { IconName } from '../../../ui/icon.tsx';
import { notify } from '../../../ui/live.tsx';
import { Button, Time } from '../../../ui/parts.tsx';
import { useSession } from '../../../ui/session.tsx';
import { ACADEMY } from '../context.ts';
import { Saved } from '../saved.tsx';

interface Done {
  readonly seq: number;
  readonly at: number;
  readonly by: string;
  readonly name?: string;
  readonly type: string;
  readonly data: { readonly [member: string]: unknown };
  readonly erased?: boolean;
}
interface Page {
  readonly entries: readonly Done[];
  readonly next?: number;
}

const ICONS: { readonly [type: string]: IconName } = {
  'person.add': 'plus', 'person.change': 'edit', 'person.suspend': 'pause', 'person.restore': 'play', 'person.erase': 'trash',
  'person.link': 'link', 'person.unlink': 'link',
};

export function History({ id }: { id: string }): JSX.Element | null {
  const words = useWords();
  const { t, ago } = words;
  const session = useSession();
  const now = useNow(60_000);
  const [done, setDone] = useState<readonly Done[] | undefined>(undefined);
  const [next, setNext] = useState<number | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const read = async (before?: number): Promise<void> => {
    const page = (await session.query('person.history', { room: ACADEMY, person: id, ...(before === undefined ? {} : { before }) })) as Page;
    setDone((had) => (before === undefined ? page.entries : [...(had ?? []), ...page.entries]));
    setNext(page.next);
  };
  useEffect(() => void read().catch(() => undefined), [session, id]);
  if (!done) return null;
  const more = (): void => {
    setBusy(true);
    void read(next).catch(() => notify(t('entry.failed'))).finally(() => setBusy(false));
  };
  return (
    <section aria-labelledby="people-history">
      <div class="row people-history-head">
        <h2 id="people-history">{t('persons.history')}</h2>
        <Saved query="person.history" name="history.csv" parameters={{ person: id }} testid="people-history-csv" />
      </div>
      <ol class="academy-rows" data-testid="people-history">
        {done.map((entry) => (
          <li key={entry.seq} class="academy-row" data-testid={`history-${entry.seq}`}>
            <Icon name={ICONS[entry.type] ?? 'edit'} />
            <div class="academy-row-text">
              <span>{t((`persons.did.${entry.type.replace('person.', '')}`) as Key)}{' '}<Details entry={entry} words={words} /></span>
              <span class="meta">
                <bdi>{entry.by === 'system' ? t('persons.did.by.system') : (entry.name ?? entry.by)}</bdi>
                <Time at={entry.at} now={now} text={ago(entry.at, now)} />
              </span>
            </div>
          </li>
        ))}
      </ol>
      {next !== undefined && <Button busy={busy} onClick={more} testid="people-history-more">{t('persons.history.more')}</Button>}
    </section>
  );
}

const FIELDS = ['name', 'country', 'roles', 'coordinates', 'languages', 'mail', 'why', 'issuer', 'subject', 'identity'] as const;

function Details({ entry, words }: { entry: Done; words: Words }): JSX.Element | null {
  const { t } = words;
  // What a token means is said where nothing says of whom it is.
  const said = FIELDS.filter((field) => (field !== 'identity' || !entry.data.subject) && entry.data[field] !== undefined && entry.data[field] !== '');
  if (entry.erased && said.length === 0) return <em class="hint">{t('persons.did.erased')}</em>;
  if (said.length === 0) return null;
  return <span class="hint">{said.map((field, at) => <span key={field}>{at > 0 && ' · '}<bdi>{valueOf(field, entry.data[field], words)}</bdi></span>)}</span>;
}

function valueOf(field: (typeof FIELDS)[number], value: unknown, { t, lang }: Words): string {
  const list = (Array.isArray(value) ? value : [value]).map(String);
  const none = list.length === 0;
  if (field === 'roles') return none ? t('persons.role.member') : list.map((role) => t(`persons.role.${role}` as Key)).join(', ');
  if (field === 'country' || field === 'coordinates') return list.map((code) => countryName(code, lang)).join(', ');
  if (field === 'languages') return list.map((code) => LANGUAGES.find((each) => each.lang === (code as Lang))?.name ?? code).join(', ');
  return list.join(', ');
}
