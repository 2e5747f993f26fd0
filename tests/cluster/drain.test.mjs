// SPDX-License-Identifier: Apache-2.0
// An instance behind config/haproxy.cfg is told to stop: its people leave one after another, and
// come back to the other one at once. Nobody is cut off. `./dev prove operations` has more of them.

import { after, test } from "node:test";
import { endAll } from "../wire/wire.mjs";
import { leaves } from "./fronts.mjs";

after(endAll);

test("people leave an instance with 3001, none is cut, and all come back at once", (t) =>
  // Two milliseconds each: longer than HAProxy needs to take an instance for dead.
  leaves(t, "haproxy", { people: 1250 }));
