// SPDX-License-Identifier: Apache-2.0
// How the room is sent its stream by a program of the host's: a server and a key, as such programs ask for them; whether it
// arrives; what was recorded.
import type { JSX } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { useRights, useView } from '../../core/here.ts';
import { useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { notify } from '../../ui/live.tsx';
import { Button } from '../../ui/parts.tsx';
import { RoomContext, useSession } from '../../ui/session.tsx';
import type { StageView } from './view.ts';

interface Asked {
  readonly server?: string;
  readonly key?: string;
}

export function IngestKey(): JSX.Element | null {
  const { t } = useWords();
  const { sending, run } = useAct();
  const asked = useKey();
  const [shown, setShown] = useState(false);
  const [asking, setAsking] = useState(false);
  if (!asked) return null;
  if (asked.server === undefined || asked.key === undefined) return <p class="hint" data-testid="ingest-none">{t('stage.ingest.none')}</p>;
  const renew = async (): Promise<void> => {
    setAsking(false);
    if (await run('ingest.renew', {})) notify(t('stage.ingest.renewed'));
  };
  return (
    <div class="stack" data-testid="ingest">
      <p class="hint">{t('stage.ingest.how')}</p>
      <Copied label={t('stage.ingest.server')} value={asked.server} testid="ingest-server" />
      <Copied label={t('stage.ingest.key')} value={asked.key} hidden={!shown} testid="ingest-key" />
      <p class="hint">{t('stage.ingest.secret')}</p>
      {asking ? (
        <div class="stack" role="group" aria-label={t('stage.ingest.renew.ask')}>
          <p><strong>{t('stage.ingest.renew.ask')}</strong> {t('stage.ingest.renew.hint')}</p>
          <div class="row">
            <Button small onClick={() => setAsking(false)}>{t('do.cancel')}</Button>
            <Button small kind="danger" busy={sending} onClick={() => void renew()} testid="ingest-renew-sure">{t('stage.ingest.renew')}</Button>
          </div>
        </div>
      ) : (
        <div class="row">
          <Button small onClick={() => setShown(!shown)} testid="ingest-show">{t(shown ? 'stage.ingest.hide' : 'stage.ingest.show')}</Button>
          <Button small icon="again" onClick={() => setAsking(true)} testid="ingest-renew">{t('stage.ingest.renew')}</Button>
        </div>
      )}
      <Arrives />
    </div>
  );
}

/** Asked for again whenever it was renewed, by whoever it was. */
function useKey(): Asked | undefined {
  const session = useSession();
  const room = useContext(RoomContext);
  const turn = useView((view: StageView) => view.ingest?.turn);
  const [asked, setAsked] = useState<Asked | undefined>(undefined);
  useEffect(() => {
    let gone = false;
    session.query('ingest.key', { room }).then((answer) => gone || setAsked((answer ?? {}) as Asked), () => gone || setAsked({}));
    return () => {
      gone = true;
    };
  }, [session, room, turn]);
  return asked;
}

const DOTS = '••••••••••••';

function Copied({ label, value, hidden, testid }: { label: string; value: string; hidden?: boolean; testid: string }): JSX.Element {
  const { t } = useWords();
  const copy = (): void => void navigator.clipboard.writeText(value).then(() => notify(t('stage.ingest.copied')), () => undefined);
  return (
    <div class="stream-copied">
      <span class="stream-copied-label">{label}</span>
      <code dir="ltr" data-testid={testid}>{hidden ? DOTS : value}</code>
      <Button small onClick={copy} testid={`${testid}-copy`}>{t('stage.ingest.copy')}</Button>
    </div>
  );
}

function Arrives(): JSX.Element | null {
  const { t, time } = useWords();
  const ingest = useView((view: StageView) => view.ingest);
  if (ingest?.since === undefined) return null;
  const state = ingest.live ? 'live' : ingest.lost ? 'lost' : 'off';
  return <p class={state === 'lost' ? 'refusal' : undefined} role="status" data-testid="ingest-state" data-state={state}>{t(`stage.ingest.${state}`, { time: time(ingest.since) })}</p>;
}

export function Recordings(): JSX.Element | null {
  const { t, moment } = useWords();
  const session = useSession();
  const room = useContext(RoomContext);
  const { may } = useRights();
  const recordings = Object.entries(useView((view: StageView) => view.ingest?.recordings) ?? {});
  if (recordings.length === 0 || !may('ingest.recording')) return null;
  // Its address is signed for whoever asks, when they do.
  const watch = async (recording: number): Promise<void> => {
    const { url } = (await session.query('ingest.recording', { room, recording })) as { url: string };
    open(url, '_blank', 'noopener');
  };
  return (
    <details>
      <summary data-testid="recordings">{t('stage.ingest.recordings')}</summary>
      <ul class="stack">
        {recordings.reverse().map(([seq, { at }]) => (
          <li key={seq}><Button small icon="play" onClick={() => void watch(Number(seq)).catch(() => undefined)} testid={`recording-${seq}`}>{t('stage.ingest.recording', { time: moment(at, Date.now()) })}</Button></li>
        ))}
      </ul>
    </details>
  );
}
