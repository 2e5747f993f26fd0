// SPDX-License-Identifier: Apache-2.0
// A server that was away for some time, as what it keeps beside the journal sees it: links that were handed
// out, the browsers people are signed in with. Nobody waits, and no clock is moved: the rows are older.

import { execFileSync } from "node:child_process";

const OLDER = `
import sqlite3, sys
file = sqlite3.connect(sys.argv[1])
ms = int(sys.argv[2])
file.execute("UPDATE account SET expires_ms = expires_ms - ? WHERE expires_ms > 0", (ms,))
file.execute("UPDATE account SET value = json_set(value, '$.seen', json_extract(value, '$.seen') - ?)"
             " WHERE json_valid(value) AND json_extract(value, '$.seen') IS NOT NULL", (ms,))
file.commit()
file.close()
`;

// Ends it, makes all of it `ms` older, and starts it on the port it had.
export async function away(server, ms) {
  await server.end();
  execFileSync("python3", ["-c", OLDER, `${server.path}.accounts`, String(ms)]);
  await server.start();
}
