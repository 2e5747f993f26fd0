// SPDX-License-Identifier: Apache-2.0
// How this person wants to be told: how closely they follow their rooms, and when nothing is to come. Which mails they get
// is said in their account (features/signin/told.tsx).
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { INBOX, inbox } from '../../core/inbox.ts';
import type { Level, Settings } from '../../core/inbox.ts';
import type { JsonObject } from '../../core/merge.ts';
import { useStore } from '../../core/store.ts';
import { who } from '../../core/who.ts';
import { useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { Button, Link } from '../../ui/parts.tsx';
import { Select } from '../../ui/select.tsx';
import { useNames } from './names.ts';
import { Push } from './push.tsx';

const LEVELS: readonly (Level | 'auto')[] = ['auto', 'muted', 'normal', 'following', 'watching'];
const HOUR_MIN = 60;
const NOTHING: Settings = { words: false };

export function SettingsPart(): JSX.Element | null {
  const { t } = useWords();
  const share = useStore(inbox)?.inbox;
  const rooms = Object.keys(share?.rooms ?? {}).filter((of) => /^(course|webinar):/.test(of));
  const names = useNames(rooms);
  const { each } = useAct();
  if (!share) return null;
  const follow = (of: string, level: string): void => void each('follow.set', { room: INBOX, of, level });
  return (
    <details class="inbox-settings" data-testid="inbox-settings">
      <summary>{t('fresh.settings')}</summary>
      <Quiet settings={share.settings ?? NOTHING} onSet={(data) => void each('inbox.set', { room: INBOX, ...data })} />
      <Push />
      {rooms.length > 0 && (
        <section aria-labelledby="inbox-levels">
          <h2 id="inbox-levels">{t('fresh.levels')}</h2>
          <p class="hint">{t('fresh.levels.hint')}</p>
          {rooms.map((of) => (
            <Select key={of} label={names[of] ?? of} value={share.follows?.[of] ?? 'auto'} onChange={(level) => follow(of, level)} testid={`level-${of}`}
              options={LEVELS.map((level) => ({ value: level, label: t(`fresh.level.${level}`) }))} />
          ))}
        </section>
      )}
    </details>
  );
}

/** Hours are those of where this browser is; they are said with the first choice. */
function Quiet({ settings, onSet }: { settings: Settings; onSet: (data: JsonObject) => void }): JSX.Element {
  const { t, time } = useWords();
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const hours = Array.from({ length: 24 }, (_, hour) => ({ value: String(hour * HOUR_MIN), label: time(new Date(2026, 0, 1, hour).getTime()) }));
  const mails = useStore(who)?.site?.demo === false;
  const set = (data: JsonObject): void => onSet({ zone, ...data });
  const { quiet } = settings;
  // Both may be chosen before the first has come back.
  const chosen = useRef(quiet), shown = useRef(quiet);
  if (shown.current !== quiet) shown.current = chosen.current = quiet;
  const choose = (part: Partial<typeof quiet>): void => {
    if (!chosen.current) return;
    chosen.current = { ...chosen.current, ...part };
    set({ quiet: chosen.current });
  };
  const minute = (value: number): string => String(Math.floor(value / HOUR_MIN) * HOUR_MIN);
  return (
    <section aria-labelledby="inbox-quiet">
      <h2 id="inbox-quiet">{t('fresh.quiet')}</h2>
      {quiet ? (
        <div class="inbox-fields">
          <Select label={t('fresh.from')} value={minute(quiet.from)} options={hours} onChange={(value) => choose({ from: Number(value) })} testid="quiet-from" />
          <Select label={t('fresh.to')} value={minute(quiet.to)} options={hours} onChange={(value) => choose({ to: Number(value) })} testid="quiet-to" />
          <Button small onClick={() => set({ quiet: {} })} testid="quiet-off">{t('fresh.quiet.off')}</Button>
        </div>
      ) : <Button small onClick={() => set({ quiet: { from: 22 * HOUR_MIN, to: 7 * HOUR_MIN } })} testid="quiet-on">{t('fresh.quiet.on')}</Button>}
      <p class="hint">{t('fresh.zone', { zone: (settings.zone ?? zone).replace(/_/g, ' ') })}</p>
      {mails && <p><Link to={{ page: 'me' }}>{t('fresh.mails')}</Link></p>}
    </section>
  );
}
