// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { BOUNDS } from '../core/contract.ts';
import { useDraft } from '../core/draft.ts';
import type { JsonObject } from '../core/merge.ts';
import { chars } from '../core/text.ts';
import { useWords } from '../i18n/context.tsx';
import { useCommand } from '../ui/command.ts';
import { TextArea } from '../ui/field.tsx';
import { Button, Refusal } from '../ui/parts.tsx';
import { useCourse } from './context.ts';

interface PostFormProps {
  readonly place: string;
  readonly label: string;
  readonly rows: number;
  readonly method: 'forum.post' | 'forum.edit';
  readonly data: JsonObject;
  /** What stands in the field at first: the text to edit. */
  readonly initial?: string;
  /** Shown as a cancel button; also called when the post was taken. */
  readonly onClose?: () => void;
}

/** Writes a post or a comment, or edits one. */
export function PostForm({ place, label, rows, method, data, initial = '', onClose }: PostFormProps): JSX.Element {
  const { t } = useWords();
  const { room } = useCourse();
  const here = `${place}@${room}`;
  const [text, setText] = useDraft(here);
  const { sending, error, run } = useCommand(here);
  useLayoutEffect(() => {
    if (text === '') setText(initial);
  }, []);
  const fits = text.trim() !== '' && chars(text) <= BOUNDS.POST_CHARS && text !== initial;
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (fits && (await run(method, { ...data, text }))) onClose?.();
  };
  return (
    <form class="post-form stack" onSubmit={(event) => void send(event)} data-testid={`form-${place}`}>
      <TextArea
        label={label} rows={rows} value={text} max={BOUNDS.POST_CHARS} onInput={setText} readOnly={sending}
        focus={onClose !== undefined} {...(onClose ? { onEscape: onClose } : {})} testid={`text-${place}`}
      />
      <Refusal error={error} />
      <div class="row">
        <Button kind="strong" submit busy={sending} disabled={!fits && !sending} testid={`send-${place}`}>
          {t(sending ? 'do.sending' : method === 'forum.edit' ? 'do.save' : 'do.send')}
        </Button>
        {onClose && <Button kind="quiet" onClick={onClose}>{t('do.cancel')}</Button>}
      </div>
    </form>
  );
}
