// SPDX-License-Identifier: Apache-2.0
// Whether a form of the forum has files, and its part that is loaded when somebody begins to write.
import type { JSX, RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { JsonObject } from '../../core/merge.ts';
import { filesIn } from '../../core/pictures.ts';
import { later } from '../../ui/later.tsx';
import type { Held } from '../../ui/file.ts';
import { useForum } from './context.ts';
import type { FilingProps } from './filing.tsx';

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
  const { may } = useForum();
  const [begun, setBegun] = useState(false);
  const [busy, setBusy] = useState(false);
  const files = filesIn([text]);
  const open = may('file.add') && (begun || files.length > 0);
  useEffect(() => {
    const element = form.current;
    const begin = (): void => setBegun(true);
    for (const type of ['focusin', 'dragenter'] as const) element?.addEventListener(type, begin);
    return () => {
      for (const type of ['focusin', 'dragenter'] as const) element?.removeEventListener(type, begin);
    };
  }, [form]);
  return {
    field: open && <Field form={form} text={text} onText={onText} hides={hides} held={(held ?? []).map(({ file }) => file)} onBusy={setBusy} readOnly={readOnly} />,
    busy,
    sent: files.length > 0 || (held ?? []).length > 0 ? { files: [...files] } : {},
  };
}
