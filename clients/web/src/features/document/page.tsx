// SPDX-License-Identifier: Apache-2.0
// One document: what is said of it, where it is, its versions, and where it is cited.
import type { JSX } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { useView } from '../../core/here.ts';
import { go } from '../../core/router.ts';
import type { Route } from '../../core/router.ts';
import { personName, useWords } from '../../i18n/context.tsx';
import { CardName } from '../../ui/card/index.tsx';
import { Acts } from '../../ui/acts.tsx';
import { Back } from '../../ui/back.tsx';
import { useAct } from '../../ui/command.ts';
import { Confirm } from '../../ui/dialog.tsx';
import { KB, fileSave, useFile } from '../../ui/file.ts';
import { Icon } from '../../ui/icon.tsx';
import { notify } from '../../ui/live.tsx';
import { Badge, Button, Link } from '../../ui/parts.tsx';
import { RoomContext } from '../../ui/session.tsx';
import { Skeleton, Told } from '../../ui/states.tsx';
import { usePageTitle } from '../../ui/title.ts';
import { useAsked } from './asking.ts';
import { Cite } from './cite.tsx';
import { EditForm, VersionForm } from './form.tsx';
import { Meta } from './meta.tsx';
import { Places } from './places.tsx';
import type { Version, Whole } from './view.ts';

const FACTS = ['in', 'publisher', 'place', 'number', 'pages', 'identifier'] as const;

export function DocumentAt({ here }: { readonly here: Route }): JSX.Element | null {
  // Keyed: another document is another page.
  return here.page === 'document' ? <DocumentPage key={here.document} document={here.document} /> : null;
}

function DocumentPage({ document }: { document: number }): JSX.Element {
  const { t } = useWords();
  const room = useContext(RoomContext);
  const visits = useView((view) => 'visitor' in view.me);
  const whole = useAsked<Whole>('document.get', { document });
  return (
    <div class="sheet course document">
      <p>{visits ? <Back /> : <Link to={{ page: 'library', room }} class="back" testid="to-library"><Icon name="back" />{t('lib.all')}</Link>}</p>
      {whole === undefined && <Skeleton kind="lines" label={t('entry.loading')} />}
      {whole === null && <Told kind="gone" title={t('lib.gone')} testid="document-gone"><p>{t('lib.gone.hint')}</p></Told>}
      {whole && <Content document={document} whole={whole} />}
    </div>
  );
}

type Does = 'edit' | 'version' | 'cite' | 'remove' | undefined;

function Content({ document, whole }: { document: number; whole: Whole }): JSX.Element {
  const { t, full } = useWords();
  const words = useWords();
  const room = useContext(RoomContext);
  const { sending, whole: act } = useAct();
  const [does, setDoes] = useState<Does>(undefined);
  const { about, versions } = whole;
  const done = (): void => setDoes(undefined);
  usePageTitle(about.title ?? '');
  const remove = (): void => void act(async (run) => run('document.remove', { document })).then((ok) => {
    done();
    if (!ok) return;
    notify(t('lib.removed'));
    go({ page: 'library', room });
  });
  return (
    <article class="stack">
      <header class="document-head">
        <h1 dir={about.dir} lang={about.language} data-testid="document-title">{about.title}</h1>
        <Meta about={about} />
      </header>
      <div class="row">
        {versions[0] && <Get version={versions[0]} strong />}
        <Button onClick={() => setDoes('cite')} testid="document-cite">{t('lib.cite')}</Button>
        {whole.may && (
          <Acts label={t('lib.acts')} busy={sending} menu acts={[
            { label: t('lib.version.new'), testid: 'document-renew', onChoose: () => setDoes('version') },
            { label: t('lib.edit'), testid: 'document-edit', onChoose: () => setDoes('edit') },
            { label: t('do.remove'), danger: true, testid: 'document-remove', onChoose: () => setDoes('remove') },
          ]} />
        )}
      </div>
      {does === 'version' && <VersionForm document={document} onDone={done} />}
      {does === 'edit' && <EditForm document={document} whole={whole} onDone={done} />}
      {whole.text && <p class="document-text" dir={whole.dir}>{whole.text}</p>}
      {FACTS.some((name) => about[name]) && (
        <dl class="document-facts">
          {FACTS.filter((name) => about[name]).map((name) => <div key={name}><dt>{t(`lib.field.${name}`)}</dt><dd><bdi>{about[name]}</bdi></dd></div>)}
        </dl>
      )}
      <p class="meta"><CardName id={whole.by ?? ''} name={whole.name}>{t('lib.added', { name: personName(words, whole.name), time: full(whole.at) })}</CardName></p>
      {versions.length > 0 && <Versions document={document} versions={versions} may={whole.may === true} />}
      <Places document={document} />
      {does === 'cite' && <Cite document={document} onClose={done} />}
      {does === 'remove' && <Confirm title={t('lib.remove.ask')} hint={t('lib.remove.hint')} action={t('do.remove')} busy={sending} onConfirm={remove} onClose={done} />}
    </article>
  );
}

function Get({ version, strong }: { version: Version; strong?: boolean }): JSX.Element {
  return version.file === undefined ? <Address url={version.url ?? ''} strong={strong === true} /> : <File file={version.file} strong={strong === true} />;
}

function Address({ url, strong }: { url: string; strong: boolean }): JSX.Element | null {
  const { t } = useWords();
  if (url === '') return null;
  return (
    <a class={strong ? 'button button-strong' : undefined} href={url} target="_blank" rel="noopener noreferrer" data-testid="document-get">
      {t('lib.get.url')}<span class="hidden"> {t('app.opens')}</span>
    </a>
  );
}

function File({ file, strong }: { file: number; strong: boolean }): JSX.Element | null {
  const { t } = useWords();
  const found = useFile(file);
  if (found === undefined) return null;
  if (found === null) return <span class="hint">{t('lib.file.gone')}</span>;
  return (
    <>
      <a class={strong ? 'button button-strong' : undefined} href={found.url} download={found.name} onClick={(event) => fileSave(event, found)} data-testid="document-get">{strong ? <><Icon name="download" />{t('lib.get.file')}</> : <bdi>{found.name}</bdi>}</a>
      <span class="meta">{t('lib.file.size', { n: Math.max(1, Math.round(found.bytes / KB)) })}</span>
    </>
  );
}

function Versions({ document, versions, may }: { document: number; versions: readonly Version[]; may: boolean }): JSX.Element {
  const { t, full } = useWords();
  const words = useWords();
  const { sending, run } = useAct();
  const [drops, setDrops] = useState<Version | undefined>(undefined);
  return (
    <section class="stack" aria-labelledby="versions">
      <h2 id="versions">{t('lib.versions')}</h2>
      <ol class="version-list" data-testid="versions">
        {versions.map((version, at) => (
          <li key={version.version} data-testid={`version-${version.version}`}>
            <div class="row">
              {at === 0 && <Badge tone="accent">{t('lib.version.now')}</Badge>}
              <span class="meta">{t('lib.version.by', { name: personName(words, version.name), time: full(version.at) })}</span>
              <Get version={version} />
              {may && <Button small kind="quiet" onClick={() => setDrops(version)} testid={`version-drop-${version.version}`}>{t('lib.version.drop')}</Button>}
            </div>
            {version.note && <p dir="auto">{version.note}</p>}
          </li>
        ))}
      </ol>
      {drops && (
        <Confirm title={t('lib.version.drop.ask')} hint={t('lib.version.drop.hint')} action={t('lib.version.drop')} busy={sending} onClose={() => setDrops(undefined)}
          onConfirm={() => void run('document.drop', { document, version: drops.version }).then(() => setDrops(undefined))} />
      )}
    </section>
  );
}
