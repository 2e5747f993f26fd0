// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import { useId } from 'preact/hooks';

export function Select({ label, value, options, onChange, testid }: {
  label: string; value: string; options: readonly { readonly value: string; readonly label: string }[]; onChange: (value: string) => void; testid: string;
}): JSX.Element {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} value={value} data-testid={testid} onChange={(event) => onChange(event.currentTarget.value)}>
        {options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
      </select>
    </div>
  );
}
