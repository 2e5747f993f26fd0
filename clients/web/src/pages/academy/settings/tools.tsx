// SPDX-License-Identifier: Apache-2.0
// Tools of others to which units lead (LTI 1.3): registered here, and what is to be registered there.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { BOUNDS } from '../../../core/contract.ts';
import type { JsonObject } from '../../../core/merge.ts';
import { chars } from '../../../core/text.ts';
import { useWords } from '../../../i18n/context.tsx';
import { useAct } from '../../../ui/command.ts';
import { Confirm, Dialog } from '../../../ui/dialog.tsx';
import { TextArea, TextField } from '../../../ui/field.tsx';
import { notify } from '../../../ui/live.tsx';
import { Badge, Button } from '../../../ui/parts.tsx';
import { askAs } from '../ask.ts';
import { ACADEMY } from '../context.ts';

interface Tool {
  readonly name: string;
  readonly client: string;
  readonly deployment: string;
  readonly login: string;
  readonly redirects: readonly string[];
  readonly names: boolean;
}
type Tools = { readonly [seq: string]: Tool };

/** TOOLS and TOOL_REDIRECTS of protocol/bounds.def. */
const TOOLS = 50;
const REDIRECTS = 10;
const ADDRESS_CHARS = 2000;
/** Not in the clear, but on this machine; what stands behind # is sent to nobody. */
const ADDRESS = /^(https:\/\/|http:\/\/(127\.0\.0\.1|localhost):)[^\s#"<>\\^`{|}]+$/;

export function Tools(): JSX.Element {
  const { t } = useWords();
  const { sending, run } = useAct();
  const [tools, setTools] = useState<Tools>({});
  const [writes, setWrites] = useState<'new' | string | undefined>(undefined);
  const [leaves, setLeaves] = useState<string | undefined>(undefined);
  const ask = (): void => void askAs(`/api/rooms/${ACADEMY}/tool.list`, 'GET').then((answer) => setTools((answer as { readonly tools: Tools }).tools), () => undefined);
  useEffect(ask, []);
  const act = (method: 'tool.set' | 'tool.remove', data: JsonObject): void => void run(method, data).then((done) => {
    if (!done) return;
    notify(t(method === 'tool.set' ? 'settings.tools.saved' : 'settings.tools.removed'));
    setWrites(undefined);
    setLeaves(undefined);
    ask();
  });
  const listed = Object.entries(tools);
  return (
    <section class="academy-part" aria-labelledby="settings-tools" data-testid="settings-tools">
      <h2 id="settings-tools">{t('settings.tools')}</h2>
      <p class="hint">{t('settings.tools.hint')}</p>
      {listed.length > 0 && (
        <ul class="academy-rows">
          {listed.map(([seq, tool]) => (
            <li key={seq} class="academy-row settings-tools" data-testid={`tool-${seq}`}>
              <div class="academy-row-text">
                <strong>{tool.name}</strong>
                {tool.names && <span class="meta"><Badge tone="accent">{t('settings.tools.named')}</Badge></span>}
                <Ours tool={tool} />
              </div>
              <div class="row">
                <Button small busy={sending} onClick={() => setWrites(seq)} testid={`tool-edit-${seq}`}>{t('do.edit')}</Button>
                <Button small busy={sending} onClick={() => setLeaves(seq)} testid={`tool-remove-${seq}`}>{t('do.remove')}</Button>
              </div>
            </li>
          ))}
        </ul>
      )}
      {listed.length < TOOLS && <div><Button icon="plus" onClick={() => setWrites('new')} testid="tool-new">{t('settings.tools.add')}</Button></div>}
      {writes !== undefined && <Write {...(tools[writes] ? { tool: tools[writes] } : {})} busy={sending} onClose={() => setWrites(undefined)} onSend={(data) => act('tool.set', { ...data, ...(writes === 'new' ? {} : { tool: Number(writes) }) })} />}
      {leaves !== undefined && <Confirm title={t('settings.tools.remove')} hint={t('settings.tools.remove.hint')} action={t('do.remove')} busy={sending} onConfirm={() => act('tool.remove', { tool: Number(leaves) })} onClose={() => setLeaves(undefined)} />}
    </section>
  );
}

/** What whoever runs the tool has to know of us. */
function Ours({ tool }: { tool: Tool }): JSX.Element {
  const { t } = useWords();
  const here = location.origin;
  const all = [
    [t('settings.tools.issuer'), here], [t('settings.tools.client'), tool.client], [t('settings.tools.deployment'), tool.deployment],
    [t('settings.tools.authorize'), `${here}/api/lti/authorize`], [t('settings.tools.keys'), `${here}/api/lti/keys`],
  ] as const;
  return (
    <details>
      <summary>{t('settings.tools.ours')}</summary>
      <dl class="settings-tool">{all.map(([label, value]) => <div key={label}><dt>{label}</dt><dd><code dir="ltr">{value}</code></dd></div>)}</dl>
    </details>
  );
}

function Write({ tool, busy, onSend, onClose }: { tool?: Tool; busy: boolean; onSend: (data: JsonObject) => void; onClose: () => void }): JSX.Element {
  const { t } = useWords();
  const [name, setName] = useState(tool?.name ?? '');
  const [login, setLogin] = useState(tool?.login ?? '');
  const [redirects, setRedirects] = useState(tool?.redirects.join('\n') ?? '');
  const [names, setNames] = useState(tool?.names ?? false);
  const [fault, setFault] = useState(false);
  const lines = redirects.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  const good = name.trim() !== '' && chars(name.trim()) <= BOUNDS.TITLE_CHARS && ADDRESS.test(login.trim()) &&
    lines.length > 0 && lines.length <= REDIRECTS && lines.every((line) => ADDRESS.test(line) && line.length <= ADDRESS_CHARS);
  const send = (event: Event): void => {
    event.preventDefault();
    setFault(!good);
    if (good) onSend({ name: name.trim(), login: login.trim(), redirects: lines, names });
  };
  return (
    <Dialog title={t(tool ? 'settings.tools.edit' : 'settings.tools.add')} onClose={onClose}>
      <form class="stack" noValidate onSubmit={send}>
        <TextField label={t('settings.tools.name')} value={name} max={BOUNDS.TITLE_CHARS} onInput={setName} testid="tool-name" />
        <TextField label={t('settings.tools.login')} dir="ltr" value={login} max={ADDRESS_CHARS} onInput={setLogin} testid="tool-login" />
        <TextArea label={t('settings.tools.redirects')} dir="ltr" value={redirects} max={REDIRECTS * (ADDRESS_CHARS + 1)} onInput={setRedirects} testid="tool-redirects" />
        <label class="check"><input type="checkbox" checked={names} onChange={({ currentTarget }) => setNames(currentTarget.checked)} data-testid="tool-names" /><span>{t('settings.tools.names')}</span></label>
        <p class="hint">{t('settings.tools.names.hint')}</p>
        <p class="refusal" role="alert">{fault && t('settings.tools.fault')}</p>
        <div class="row row-end">
          <Button onClick={onClose}>{t('do.cancel')}</Button>
          <Button kind="strong" submit busy={busy} testid="tool-send">{t('do.save')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
