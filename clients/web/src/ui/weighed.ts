// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from 'preact/hooks';
import { sizeOf } from '../core/weighed.ts';

/** How large that file is, before it is fetched; undefined: it is not known, or nothing is asked for. */
export function useSizeOf(url: string | undefined): number | undefined {
  const [bytes, setBytes] = useState<number | undefined>(undefined);
  useEffect(() => {
    let gone = false;
    setBytes(undefined);
    if (url !== undefined) sizeOf(url).then((found) => gone || setBytes(found), () => undefined);
    return () => {
      gone = true;
    };
  }, [url]);
  return bytes;
}
