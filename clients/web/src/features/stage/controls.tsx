// SPDX-License-Identifier: Apache-2.0
// What moves the session on. Only what the server would accept now is offered.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useWords } from '../../i18n/context.tsx';
import type { Key } from '../../i18n/index.ts';
import { useAct, useCommand } from '../../ui/command.ts';
import { Confirm, Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import type { IconName } from '../../ui/icon.tsx';
import { Button, Choice, Refusal } from '../../ui/parts.tsx';
import { useRights, useView } from '../../core/here.ts';
import type { Phase, StageView, Stream } from './view.ts';

interface Step {
  readonly to: Phase;
  readonly label: Extract<Key, `phase.do.${string}`>;
  readonly icon: IconName;
}
const GO: Step = { to: 'live', label: 'phase.do.live', icon: 'play' };
const END: Step = { to: 'ended', label: 'phase.do.ended', icon: 'close' };
// scheduled ⇄ rehearsal → live ⇄ paused → ended
const STEPS: { readonly [P in Phase]: readonly Step[] } = {
  scheduled: [{ to: 'rehearsal', label: 'phase.do.rehearsal', icon: 'screen' }, GO],
  rehearsal: [GO, { to: 'scheduled', label: 'phase.do.scheduled', icon: 'clock' }],
  live: [{ to: 'paused', label: 'phase.do.paused', icon: 'pause' }, END],
  paused: [{ to: 'live', label: 'phase.do.resume', icon: 'play' }, END],
  ended: [],
};

export function Controls({ folded }: { folded: boolean }): JSX.Element | null {
  const { t } = useWords();
  const { may } = useRights();
  const { phase, stream: source } = useView((view: StageView) => view.stage);
  const steps = may('stage.phase') ? STEPS[phase] : [];
  const stream = may('stage.stream');
  if (steps.length === 0 && !stream) return null;
  const buttons = (
    <div class="row">
      {steps.map((step) => <StepButton key={step.to} step={step} />)}
      {stream && <StreamButton stream={source} />}
    </div>
  );
  return folded
    ? <details class="controls"><summary>{t('stage.controls')}</summary>{buttons}</details>
    : <section class="controls" aria-label={t('stage.controls')}>{buttons}</section>;
}

function StepButton({ step }: { step: Step }): JSX.Element {
  const { t } = useWords();
  const { sending, run } = useAct();
  const [asking, setAsking] = useState(false);
  const move = async (): Promise<void> => {
    await run('stage.phase', { to: step.to });
    setAsking(false);
  };
  const ends = step.to === 'ended';
  return (
    <>
      <Button
        kind={ends ? 'danger' : step.to === 'live' ? 'strong' : 'plain'} icon={step.icon} busy={sending}
        onClick={() => (ends ? setAsking(true) : void move())} testid={`phase-${step.to}`}
      >
        {t(step.label)}
      </Button>
      {asking && (
        <Confirm
          title={t('phase.end.ask')} hint={t('phase.end.hint')} action={t('phase.do.ended')} busy={sending}
          onConfirm={() => void move()} onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

const URL_CHARS = 500;

function StreamButton({ stream }: { stream: Stream | undefined }): JSX.Element {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon="screen" onClick={() => setOpen(true)} testid="stream">{t('stage.stream')}</Button>
      {open && <StreamDialog stream={stream} onClose={() => setOpen(false)} />}
    </>
  );
}

function StreamDialog({ stream, onClose }: { stream: Stream | undefined; onClose: () => void }): JSX.Element {
  const { t } = useWords();
  const { sending, error, run } = useCommand('stream');
  const [url, setUrl] = useState(stream?.url ?? '');
  const [type, setType] = useState(stream?.type ?? 'hls');
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (url.trim() !== '' && (await run('stage.stream', { url: url.trim(), type }))) onClose();
  };
  return (
    <Dialog title={t('stage.stream')} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void save(event)}>
        <TextField label={t('stage.stream.url')} value={url} max={URL_CHARS} dir="ltr" onInput={setUrl} readOnly={sending} testid="stream-url" />
        <Choice
          label={t('stage.stream.type')} name="stream-type" value={type} onChange={setType}
          options={[{ value: 'hls', label: t('stage.stream.hls') }, { value: 'mp4', label: t('stage.stream.mp4') }]}
        />
        <Refusal error={error} />
        <div class="row row-end">
          <Button onClick={onClose}>{t('do.cancel')}</Button>
          <Button kind="strong" submit busy={sending} testid="stream-save">{t(sending ? 'do.sending' : 'do.save')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
