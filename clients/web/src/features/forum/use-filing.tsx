// SPDX-License-Identifier: Apache-2.0
// Whether a form of the forum has files, and its part that is loaded when somebody begins to write.
import type { JSX, RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { JsonObject } from '../../core/merge.ts';
import { BOUNDS } from '../../core/contract.ts';
import { filesIn } from '../../core/pictures.ts';
import { useWords } from '../../i18n/context.tsx';
import { later } from '../../ui/later.tsx';
import { FILE_MB } from '../../ui/file.ts';
import type { Held } from '../../ui/file.ts';
import { Icon } from '../../ui/icon.tsx';
import { useForum } from './context.ts';
import { useFacts } from './facts.ts';
import type { FilingProps } from './filing.tsx';

const NONE: readonly File[] = [];
const PLAIN = 'image/png,image/jpeg,image/webp,text/plain,text/csv,.txt,.csv';
const ALL = `${PLAIN},application/pdf,.pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp`;
const Field = later<FilingProps>(async () => (await import('./filing.tsx')).Filing, true).Page;

export interface Filings {
  readonly field: JSX.Element | false;
  /** It cannot be sent yet. */
  readonly busy: boolean;
  readonly sent: JsonObject;
}

/** `held`: what the post has that is edited; undefined: it is a new one. */
export function useFilings({ form, text, onText, hides, held, readOnly }: {
  form: RefObject<HTMLFormElement | null>; text: string; onText: (text: string) => void; hides: boolean; held?: readonly Held[] | undefined; readOnly: boolean;
}): Filings {
  const { t } = useWords();
  const { may } = useForum();
  const [chosen, setChosen] = useState<readonly File[]>(NONE);
  const [begun, setBegun] = useState(false);
  const [busy, setBusy] = useState(false);
  const files = filesIn([text]);
  // An answer to the question of a webinar goes back there, as words alone.
  const { carried } = useFacts();
  const writes = may('file.add') && !carried;
  const open = writes && (begun || files.length > 0);
  useEffect(() => {
    const element = form.current;
    const begin = (): void => setBegun(true);
    for (const type of ['focusin', 'dragenter'] as const) element?.addEventListener(type, begin);
    return () => {
      for (const type of ['focusin', 'dragenter'] as const) element?.removeEventListener(type, begin);
    };
  }, [form]);
  return {
    // It stands there from the first: nothing moves away under a press when the rest has come.
    field: writes && (
      <>
        {open && <Field form={form} text={text} onText={onText} hides={hides} held={(held ?? []).map(({ file }) => file)} onBusy={setBusy} readOnly={readOnly} chosen={chosen} onTook={() => setChosen(NONE)} />}
        <div class="filing-add">
          <label class="button button-quiet button-small">
            <Icon name="plus" />{t('filing.add')}
            <input type="file" class="hidden" multiple disabled={readOnly} accept={hides ? PLAIN : ALL} data-testid="filing-add"
              onChange={({ currentTarget }) => { setBegun(true); setChosen([...currentTarget.files ?? []]); currentTarget.value = ''; }} />
          </label>
          {hides && <p class="hint">{t('filing.hint.nameless', { n: BOUNDS.POST_FILES, mb: FILE_MB })}</p>}
        </div>
      </>
    ),
    busy,
    sent: files.length > 0 || (held ?? []).length > 0 ? { files: [...files] } : {},
  };
}
