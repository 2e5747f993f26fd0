// SPDX-License-Identifier: Apache-2.0
// How a document is cited: as a line to read, and for programs that keep references.
import type { JSX } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { pathOf } from '../../core/router.ts';
import { useWords } from '../../i18n/context.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { announce } from '../../ui/live.tsx';
import { Button, Spinner } from '../../ui/parts.tsx';
import { RoomContext, useSession } from '../../ui/session.tsx';
import { save, SAVED } from './saved.ts';

type Forms = { readonly [form in 'text' | 'bibtex' | 'ris']: string };

export function Cite({ document: seq, onClose }: { document: number; onClose: () => void }): JSX.Element {
  const { t, lang } = useWords();
  const session = useSession();
  const room = useContext(RoomContext);
  const [forms, setForms] = useState<Forms | null | undefined>(undefined);
  const address = `${location.origin}${pathOf({ page: 'document', room, document: seq })}`;
  useEffect(() => {
    session.query('document.cite', { room, document: seq, lang, address }).then((answer) => setForms(answer as Forms), () => setForms(null));
  }, [lang, seq]);
  return (
    <Dialog title={t('lib.cite')} wide onClose={onClose}>
      <div class="stack" data-testid="cite">
        {forms === undefined && <Spinner label={t('entry.loading')} />}
        {forms === null && <p role="alert">{t('lib.refused')}</p>}
        {forms && (
          <>
            <Form label={t('lib.cite.text')} text={forms.text} testid="cite-text" />
            <Form label="BibTeX" text={forms.bibtex} saved={SAVED.bibtex} name={`document-${seq}`} testid="cite-bibtex" />
            <Form label="RIS" text={forms.ris} saved={SAVED.ris} name={`document-${seq}`} testid="cite-ris" />
          </>
        )}
        <Form label={t('lib.cite.address')} text={address} testid="cite-address" />
        <p class="hint">{t('lib.cite.address.hint')}</p>
      </div>
    </Dialog>
  );
}

function Form({ label, text, saved, name, testid }: { label: string; text: string; saved?: { readonly end: string; readonly type: string }; name?: string; testid: string }): JSX.Element {
  const { t } = useWords();
  // Not there where the page came unencrypted; the text can be marked by hand.
  const board = (navigator as { clipboard?: Clipboard }).clipboard;
  const copy = (): void => void board?.writeText(text).then(() => announce(t('lib.cite.copied')), () => undefined);
  const keep = (): void => saved && save(`${name}.${saved.end}`, saved.type, text);
  return (
    <section class="cite-form" aria-label={label}>
      <div class="cite-head">
        <h3>{label}</h3>
        {saved && <Button small icon="download" onClick={keep} testid={`${testid}-save`}>{t('do.save')}</Button>}
        {board && <Button small icon="copy" onClick={copy} testid={`${testid}-copy`}>{t('do.copy')}</Button>}
      </div>
      {saved ? <pre dir="ltr" tabIndex={0} data-testid={testid}>{text}</pre> : <p dir="auto" data-testid={testid}>{text}</p>}
    </section>
  );
}
