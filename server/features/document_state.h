/* SPDX-License-Identifier: Apache-2.0
 *
 * Documents of a library as they are kept: what is said of each, the versions that it had, and for
 * whom it is.
 */
#ifndef MUSTER_FEATURES_DOCUMENT_STATE_H
#define MUSTER_FEATURES_DOCUMENT_STATE_H

#include "base/bounds.h"
#include "features/shelf.h"
#include "features/unit_brought.h"

struct citations;

/* Where a version is: a file of the room, or an address. */
struct document_version {
    int64_t seq, at_ms; /* of the entry that gave it */
    int64_t file;       /* 0: none */
    char *url, *note;   /* owned; NULL: none, or erased */
    struct common_author by;
};

enum { DOCUMENT_LANGUAGE_BYTES = 4 };

struct document {
    struct shelf_thing thing; /* first */
    int64_t said_seq;         /* the entry that gave what is said of it */
    int64_t changed_seq;      /* the last one about it */
    int64_t edited_ms;        /* 0: never */
    char *about;              /* owned; JSON, all but `text`; NULL: erased */
    char *text;               /* owned; what it is about; NULL: not said, or erased */
    char *folded; /* owned; lines of what is searched: 't' title, 'a' author, 's' subject, 'i' */
    int64_t year; /* 0: not said */
    int kind;     /* of document_kinds */
    char language[DOCUMENT_LANGUAGE_BYTES]; /* "fr"; empty: not said */
    uint64_t cohorts;                       /* 0: everybody */
    size_t bytes;                           /* of what is said of it */
    struct document_version *versions;      /* owned; the current one last */
    size_t versions_count;
};

struct documents {
    struct shelf shelf;
    size_t bytes;
    bool open;                   /* participants may add documents too */
    struct citations *citations; /* owned; features/document_citations.h */
    struct brought brought;      /* of the course that this one is a copy of */
    struct {
        int64_t
            seqs[BOUND_DOCUMENT_VERSIONS + 1]; /* entries whose words the last entry took away */
        size_t count;
        struct rings stamp; /* of the document that it was about */
    } gone;
};

/* No documents; and the end of them. */
struct documents *documents_new(void);
void documents_free(struct documents *documents);
/* The document that the data names by `document`, or, as of the server, by its number in the course
 * that this one is a copy of, `from`; or NULL. */
struct document *documents_of(const struct documents *documents, const struct json *data);
/* The version of that seq, or NULL. */
struct document_version *document_version(const struct document *document, int64_t seq);
/* The current version; NULL: it has none. */
const struct document_version *document_current(const struct document *document);
/* Whether the person of the scene sees it, a guest as one of their places; the server itself sees
 * all. NULL: there is none. */
bool document_seen(const struct document *document, const struct scene *scene);
/* Whether the entry's bytes fit in place of those of `document`; NULL: of none. */
bool documents_fit(const struct documents *documents, const struct entry *entry,
                   const struct document *document);

/* Writes what a list says of one that is not erased, but its number: `at`, `about`, `versions`, and
 * the `file` or the `url` of the current one. */
void document_about_write(const struct document *document, struct writer *out);
/* What the entry says of a new one. There must be room. */
struct document *documents_add(struct documents *documents, const struct entry *entry,
                               struct rings stamp);
/* What it says of one that is there. */
void documents_edit(struct documents *documents, const struct entry *entry,
                    struct document *document);
/* A version more, which is the current one; one less; the document with all of them. */
void documents_renew(struct documents *documents, const struct entry *entry,
                     struct document *document);
void documents_drop(struct documents *documents, const struct entry *entry,
                    struct document *document, int64_t version);
void documents_remove(struct documents *documents, const struct entry *entry,
                      struct document *document);
/* For struct feature. */
bool documents_forget(struct documents *documents, int64_t seq);
bool documents_forget_name(struct documents *documents, struct slice person);

#endif
