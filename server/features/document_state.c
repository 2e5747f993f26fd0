/* SPDX-License-Identifier: Apache-2.0
 * A shelf of documents. What is searched is folded once, when it is said. */
#include "features/document_state.h"

#include "base/mem.h"
#include "base/text_fold.h"
#include "core/room_area.h"
#include "features/common_cohorts.h"
#include "features/common_get.h"
#include "features/document_citations.h"
#include "features/document_words.h"

static void version_done(struct document_version *version)
{
    common_wipe(&version->url);
    common_wipe(&version->note);
    common_author_done(&version->by);
}

static void unsay(struct document *document)
{
    common_wipe(&document->about);
    common_wipe(&document->text);
    common_wipe(&document->folded);
}

static void document_wipe(struct shelf_thing *thing)
{
    struct document *document = (struct document *)thing;
    unsay(document);
    for (size_t i = 0; i < document->versions_count; i++)
        version_done(&document->versions[i]);
    mem_free(document->versions);
}

static const struct shelf_kind kind = {
    .thing_bytes = sizeof(struct document),
    .wipe = document_wipe,
    .things_max = BOUND_DOCUMENTS,
    .author_max = BOUND_DOCUMENTS_PERSON,
};

struct documents *documents_new(void)
{
    struct documents *documents = mem_new(sizeof *documents);
    shelf_init(&documents->shelf, &kind);
    documents->citations = citations_new();
    brought_init(&documents->brought);
    return documents;
}

void documents_free(struct documents *documents)
{
    shelf_done(&documents->shelf);
    citations_free(&documents->citations);
    brought_done(&documents->brought);
    mem_free(documents);
}

struct document *documents_of(const struct documents *documents, const struct json *data)
{
    int64_t seq = common_has(data, "from")
                      ? brought_find(&documents->brought, common_get_int(data, "from"))
                      : common_get_int(data, "document");
    return (struct document *)shelf_find(&documents->shelf, seq);
}

struct document_version *document_version(const struct document *document, int64_t seq)
{
    for (size_t i = 0; i < document->versions_count; i++)
        if (document->versions[i].seq == seq)
            return &document->versions[i];
    return NULL;
}

const struct document_version *document_current(const struct document *document)
{
    size_t count = document->versions_count;
    return count > 0 ? &document->versions[count - 1] : NULL;
}

bool document_seen(const struct document *document, const struct scene *scene)
{
    if (!document || (unsigned)scene->role & ROLE_SYSTEM)
        return document;
    struct area area = {"document", document->thing.seq};
    return rings_meet(document->thing.stamp, room_area_rings(scene->room, scene->person, area));
}

bool documents_fit(const struct documents *documents, const struct entry *entry,
                   const struct document *document)
{
    size_t before = document ? document->bytes : 0;
    return documents->bytes - before + common_entry_bytes(entry) <= BOUND_DOCUMENTS_BYTES;
}

void document_about_write(const struct document *document, struct writer *out)
{
    const struct document_version *current = document_current(document);
    writer_int(out, "at", document->thing.at_ms);
    writer_raw(out, "about", slice_of(document->about));
    writer_int(out, "versions", (int64_t)document->versions_count);
    if (current && current->file)
        writer_int(out, "file", current->file);
    if (current && current->url)
        writer_text(out, "url", slice_of(current->url));
}

/* The last entry is about this document, and took nothing away yet. */
static void touch(struct documents *documents, const struct entry *entry, struct document *document)
{
    shelf_touch(&documents->shelf, entry, &document->thing);
    document->changed_seq = entry->seq;
    documents->gone.count = 0;
    documents->gone.stamp = document->thing.stamp;
}

static void go(struct documents *documents, int64_t seq)
{
    documents->gone.seqs[documents->gone.count++] = seq;
}

/* Of an entry that was erased there are no words; what it keeps is what it kept. */
static void say(struct documents *documents, const struct entry *entry, struct document *document)
{
    documents->bytes -= document->bytes;
    document->bytes = common_entry_bytes(entry);
    documents->bytes += document->bytes;
    unsay(document);
    document->said_seq = entry->seq;
    document->year = common_get_int(entry->data, "year");
    int found = common_get_choice(entry->data, "kind", document_kinds);
    document->kind = found < 0 ? 0 : found;
    struct slice language = common_get_text(entry->data, "language");
    document->language[0] = 0;
    if (language.at && language.len < sizeof document->language)
        snprintf(document->language, sizeof document->language, "%.*s", (int)language.len,
                 language.at);
    if (!common_has(entry->data, "title"))
        return;
    struct slice text = common_get_text(entry->data, "text");
    document->text = text.len > 0 ? mem_text(text) : NULL;
    document->about = document_words_about(entry->data);
    document->folded = document_words_folded(entry->data);
}

struct document *documents_add(struct documents *documents, const struct entry *entry,
                               struct rings stamp)
{
    struct document *document = (struct document *)shelf_add(&documents->shelf, entry, stamp, 0);
    document->cohorts = common_get_cohorts(entry->data);
    touch(documents, entry, document);
    say(documents, entry, document);
    return document;
}

void documents_edit(struct documents *documents, const struct entry *entry,
                    struct document *document)
{
    touch(documents, entry, document);
    go(documents, document->said_seq);
    say(documents, entry, document);
    document->edited_ms = entry->at_ms;
}

void documents_renew(struct documents *documents, const struct entry *entry,
                     struct document *document)
{
    struct slice url = common_get_text(entry->data, "url");
    struct slice note = common_get_text(entry->data, "note");
    size_t size = sizeof *document->versions, count = document->versions_count;
    int64_t file = common_get_int(entry->data, "file");
    touch(documents, entry, document);
    document->versions = mem_resize(document->versions, count * size, (count + 1) * size);
    struct document_version *version = &document->versions[document->versions_count++];
    *version = (struct document_version){
        .seq = entry->seq,
        .at_ms = entry->at_ms,
        .file = common_has(entry->data, "from") ? brought_find(&documents->brought, file) : file,
        .url = url.at ? mem_text(url) : NULL,
        .note = note.at ? mem_text(note) : NULL,
    };
    common_author_init(&version->by, entry);
}

void documents_drop(struct documents *documents, const struct entry *entry,
                    struct document *document, int64_t version)
{
    touch(documents, entry, document);
    go(documents, version);
    size_t place = (size_t)(document_version(document, version) - document->versions);
    version_done(&document->versions[place]);
    for (size_t i = place + 1; i < document->versions_count; i++)
        document->versions[i - 1] = document->versions[i];
    document->versions_count--;
}

void documents_remove(struct documents *documents, const struct entry *entry,
                      struct document *document)
{
    touch(documents, entry, document);
    go(documents, document->said_seq);
    for (size_t i = 0; i < document->versions_count; i++)
        go(documents, document->versions[i].seq);
    documents->bytes -= document->bytes;
    shelf_remove(&documents->shelf, entry, &document->thing);
}

static bool forget_version(struct document *document, int64_t seq)
{
    struct document_version *version = document_version(document, seq);
    if (!version)
        return false;
    common_wipe(&version->url);
    common_wipe(&version->note);
    common_author_forget(&version->by);
    return true;
}

/* No view has words of documents: who asks gets what is there then. */
bool documents_forget(struct documents *documents, int64_t seq)
{
    struct map_at at = {0};
    citations_forget(documents->citations, seq);
    (void)shelf_forget(&documents->shelf, seq);
    while (map_next(documents->shelf.things, &at)) {
        struct document *document = at.value;
        if (document->said_seq == seq)
            unsay(document);
        else if (forget_version(document, seq))
            break;
    }
    return false;
}

bool documents_forget_name(struct documents *documents, struct slice person)
{
    struct map_at at = {0};
    while (map_next(documents->shelf.things, &at)) {
        struct document *document = at.value;
        if (common_author_is(&document->thing.author, person))
            common_author_forget(&document->thing.author);
        for (size_t i = 0; i < document->versions_count; i++)
            if (common_author_is(&document->versions[i].by, person))
                common_author_forget(&document->versions[i].by);
    }
    return false;
}
