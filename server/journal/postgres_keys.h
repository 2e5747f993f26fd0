/* SPDX-License-Identifier: Apache-2.0
 *
 * Keys beside a journal in PostgreSQL (journal_key), shared by its instances. Private to
 * journal/postgres.c; on the writer's thread.
 *
 * A key's bytes are in two places: in muster.key_bytes, an UNLOGGED table, which is in no
 * write-ahead log and so in no archive, standby or base backup; and in each instance that has used
 * it, as a copy of 0600 (journal/key_store.h; in memory where no folder is configured). PostgreSQL
 * empties the table when it has crashed or a standby takes over; whoever has a copy then puts it
 * back. That a key was made, and which (a hash of it), or was destroyed, is in muster.key, a table
 * like any other: so nobody makes a second one of a name, neither after a crash nor ever.
 *
 * Bytes are made by the server (gen_random_uuid), so that no statement holds them but the one that
 * puts a copy back. A key that nobody brings any more can be made anew, with another print: a copy
 * of the old one is none then, and the new one takes its place. A destroyed key is first deleted,
 * which hides it from everybody, then the table is written anew without it and the old file
 * removed. That needs a moment without other users of the table: while a dump runs it fails with
 * ERR_JOURNAL_AWAY, and is to be tried again.
 *
 * Not covered: a dump (pg-dump) takes the table's rows along, of keys that are alive at that moment
 * (--no-unlogged-table-data leaves them out, and is to be used); copies of the disk (snapshots)
 * hold what is alive; a server that logs parameters of statements logs a copy that is put back; an
 * instance that is stopped keeps its copy until it starts again; unlinked files, see key_store.h.
 */
#ifndef MUSTER_JOURNAL_POSTGRES_KEYS_H
#define MUSTER_JOURNAL_POSTGRES_KEYS_H

#include "journal/key_store.h"
#include "journal/postgres_link.h"

/* As the backend's key and key_destroy, with this instance's copies. */
enum err postgres_keys_get(struct postgres_link *link, struct key_store *copies, struct slice name,
                           bool renews, unsigned char *key);
enum err postgres_keys_destroy(struct postgres_link *link, struct key_store *copies,
                               struct slice name);
/* Destroys copies of keys that others have destroyed, and puts copies back that the table has lost.
 * Now and then; a failure is left for the next time. */
void postgres_keys_sweep(struct postgres_link *link, struct key_store *copies);

#endif
