// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import type { PartProps } from '../parts.ts';

export function Page({ rest }: PartProps): JSX.Element {
  return <p>{rest.join()}</p>;
}
