/* SPDX-License-Identifier: Apache-2.0
 *
 * Exports that people have asked for (followers/export_job.h): a few are made at once, the others
 * wait. How one stands is a row beside the journal (journal/accounts.h), and the file a content
 * (net/export_store.h): so whoever asked may ask at any instance, and fetch it there, for an hour.
 *
 * A row is JSON: `room`, `what`?, `form`, `language`, `state` (waiting, making, ready, failed),
 * `percent`, `at`, `beat` (when its instance was last heard of), and, once it is ready, `bytes`,
 * `blob`, `redacted`, `sessions` (the same of each session of which captions are in it).
 */
#ifndef MUSTER_NET_EXPORTS_H
#define MUSTER_NET_EXPORTS_H

#include "followers/export_job.h"
#include "journal/contents.h"
#include "net/export_files.h"

struct accounts;
struct exports;
struct hub;

enum { EXPORTS_KEPT_MS = 3600000, EXPORTS_LOST_MS = 60000, EXPORTS_ID_BYTES = 23 };
#define EXPORTS_KIND SLICE("export")

struct exports_options {
    struct loop *loop; /* all of these are borrowed, and outlive the exports */
    struct hub *hub;
    struct accounts *accounts; /* NULL: none are made */
    struct contents *contents; /* NULL: the same */
    int64_t bytes_max;         /* of a file, and of one person's at a time; 0: 1 GiB */
    struct slice url, host;    /* the public address, "" for none; what ids of dates end with */
};

/* Owned by the caller. */
struct exports *exports_new(const struct exports_options *options);
/* Gives up what is under way, and begins nothing any more; NULL is ignored. */
void exports_stop(struct exports *exports);
/* Frees *exports, which was stopped, and sets it to NULL; NULL is ignored. */
void exports_free(struct exports **exports);

/* What somebody asks for; all is copied. */
struct export_asked {
    struct slice room, person, what, language; /* `what` absent: all */
    enum make_form form;
    int64_t bytes_left; /* of the person's share */
};
/* Whether no more fit in, here. */
bool exports_full(const struct exports *exports);
/* The row that it begins with, with its id: for accounts_put, before exports_begin. */
void exports_row(const struct exports *exports, const struct export_asked *asked,
                 struct buffer *out);
/* Makes it, when its turn has come; `row` stands under that id. */
void exports_begin(struct exports *exports, const struct export_asked *asked, const char *id,
                   struct slice row);
/* Whoever asked does not want it any more, and the row is gone. One that is not made here, or not
 * any more, is ignored. */
void exports_drop(struct exports *exports, const char *id);

/* For who answers: where its files are, and what may be asked of the hub. */
struct contents *exports_contents(const struct exports *exports);
struct export_files *exports_files(const struct exports *exports);
int64_t exports_bytes_max(const struct exports *exports);
struct accounts *exports_accounts(const struct exports *exports);

#endif
