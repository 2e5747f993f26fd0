// SPDX-License-Identifier: Apache-2.0
// The second of a session that is over at which something was said: the first at which it stands there.
import { asked } from '../../core/asked.ts';
import { roomPath } from '../../core/router.ts';
import type { Hit } from './way.ts';

/** Where it is watched again; undefined: it is not over, or nobody may, or what was said was said outside of it. */
export async function watched({ room, at }: Hit): Promise<string | undefined> {
  try {
    const { from, to } = await (await asked(`/api/films/${room}`, 'GET')).json() as { readonly from: number; readonly to: number };
    return at >= from && at <= to ? `${roomPath(room)}?t=${Math.ceil((at - from) / 1000)}` : undefined;
  } catch {
    return undefined;
  }
}
