// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import { useId } from 'preact/hooks';

/** How far something is, `share` of 1; `value` says it in words. */
export function Progress({ label, share, value }: { label: string; share: number; value: string }): JSX.Element {
  const id = useId();
  const percent = Math.round(Math.max(0, Math.min(1, share)) * 100);
  return (
    <div class="progress">
      <span id={id}>{label}</span>
      <span class="progress-value">{value}</span>
      <span class="progress-track" role="progressbar" aria-labelledby={id} aria-valuemin={0} aria-valuemax={100} aria-valuenow={percent} aria-valuetext={value}>
        <span style={{ inlineSize: `${percent}%` }} />
      </span>
    </div>
  );
}
