/* SPDX-License-Identifier: Apache-2.0
 * A list in the order in which they were made. */
#include "features/inbox_bookmarks.h"

#include "base/bounds.h"
#include "base/mem.h"
#include "features/common_author.h"
#include "features/common_get.h"
#include "features/common_read.h"

/* A day is longer than any session. */
enum { SECOND_MAX = 86400 };
static const int64_t REMIND_MS_MAX = INT64_C(253402300799999); /* of the year 9999 */

struct bookmark {
    struct inbox_bookmark is; /* its room is what follows; its note is not said in it */
    char *of, *note;          /* owned; note: NULL: none, or its words are gone */
};

struct inbox_bookmarks {
    size_t count;
    struct bookmark list[BOUND_BOOKMARKS];
    /* What the last entry did: the one that it changed or made, or took away, by its seq; and the
     * entry whose words are gone by that. 0: none. */
    int64_t touched, gone, unsaid;
};

static const char *const marks[] = {"heard", "done", "open", NULL};
enum mark { MARK_HEARD, MARK_DONE, MARK_OPEN };

struct inbox_bookmarks *inbox_bookmarks_new(void)
{
    return mem_new(sizeof(struct inbox_bookmarks));
}

const struct inbox_bookmarks *inbox_bookmarks_none(void)
{
    static const struct inbox_bookmarks none = {0};
    return &none;
}

static void bookmark_done(struct bookmark *bookmark)
{
    mem_free(bookmark->of);
    common_wipe(&bookmark->note);
}

void inbox_bookmarks_free(struct inbox_bookmarks *bookmarks)
{
    for (size_t i = 0; i < bookmarks->count; i++)
        bookmark_done(&bookmarks->list[i]);
    mem_free(bookmarks);
}

/* Its place, or `count` where there is none. */
static size_t place_of_seq(const struct inbox_bookmarks *bookmarks, int64_t seq)
{
    size_t place = 0;
    while (place < bookmarks->count && bookmarks->list[place].is.seq != seq)
        place++;
    return place;
}

static bool is_at(const struct bookmark *bookmark, const struct inbox_bookmark *wanted)
{
    return slice_equal(bookmark->is.of, wanted->of) && bookmark->is.thing == wanted->thing &&
           bookmark->is.post == wanted->post && bookmark->is.second == wanted->second;
}

static size_t place_at(const struct inbox_bookmarks *bookmarks, const struct inbox_bookmark *wanted)
{
    size_t place = 0;
    while (place < bookmarks->count && !is_at(&bookmarks->list[place], wanted))
        place++;
    return place;
}

/* ---- what is said of one -----------------------------------------------------------------------
 */

enum err inbox_bookmark_read(const struct json *data, struct writer *out)
{
    bool second = common_has(data, "second"), thing = common_has(data, "thing");
    enum err error = common_read_room(data, "of", out);
    if (second == thing || (common_has(data, "post") && !thing))
        error = ERR_BAD_REQUEST;
    if (!error)
        error = common_read_optional_seq(data, "thing", out);
    if (!error)
        error = common_read_optional_seq(data, "post", out);
    if (!error)
        error = common_read_optional_int(data, "second", 0, SECOND_MAX, out);
    if (!error)
        error = common_read_optional_text(data, "note", BOUND_BOOKMARK_CHARS, out);
    return error ? error : common_read_optional_int(data, "remind", 1, REMIND_MS_MAX, out);
}

static struct inbox_bookmark said_in(const struct entry *entry)
{
    const struct json *data = entry->data;
    return (struct inbox_bookmark){
        .seq = entry->seq,
        .said = entry->seq,
        .at_ms = entry->at_ms,
        .of = common_get_text(data, "of"),
        .thing = common_get_int(data, "thing"),
        .post = common_get_int(data, "post"),
        .second = common_has(data, "second") ? common_get_int(data, "second") : -1,
        .remind_ms = common_get_int(data, "remind"),
    };
}

enum err inbox_bookmark_check(const struct inbox_bookmarks *bookmarks, const struct entry *entry)
{
    const struct inbox_bookmark said = said_in(entry);
    bool known = place_at(bookmarks, &said) < bookmarks->count;
    return !known && bookmarks->count == BOUND_BOOKMARKS ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

static int64_t words_of(const struct bookmark *bookmark)
{
    return bookmark->note ? bookmark->is.said : 0;
}

void inbox_bookmark_apply(struct inbox_bookmarks *bookmarks, const struct entry *entry)
{
    struct inbox_bookmark said = said_in(entry);
    size_t place = place_at(bookmarks, &said);
    struct bookmark *bookmark = &bookmarks->list[place];
    bookmarks->gone = bookmarks->unsaid = 0;
    if (place == bookmarks->count) {
        bookmarks->count++;
        *bookmark = (struct bookmark){.of = mem_text(said.of)};
    } else {
        bookmarks->unsaid = words_of(bookmark);
        said.seq = bookmark->is.seq;
        said.at_ms = bookmark->is.at_ms;
    }
    common_wipe(&bookmark->note);
    bookmark->is = said;
    bookmark->is.of = slice_of(bookmark->of);
    if (common_has(entry->data, "note"))
        bookmark->note = mem_text(common_get_text(entry->data, "note"));
    bookmarks->touched = said.seq;
}

/* ---- one of them -------------------------------------------------------------------------------
 */

enum err inbox_bookmark_one_read(const struct json *data, struct writer *out)
{
    return common_read_seq(data, "bookmark", out);
}

enum err inbox_bookmark_mark_read(const struct json *data, struct writer *out)
{
    enum err error = inbox_bookmark_one_read(data, out);
    return error ? error : common_read_choice(data, "as", marks, out);
}

static size_t place_in(const struct inbox_bookmarks *bookmarks, const struct entry *entry)
{
    return place_of_seq(bookmarks, common_get_int(entry->data, "bookmark"));
}

enum err inbox_bookmark_one_check(const struct inbox_bookmarks *bookmarks,
                                  const struct entry *entry)
{
    return place_in(bookmarks, entry) < bookmarks->count ? ERR_NONE : ERR_NOT_FOUND;
}

/* What was heard stays so: whoever wants to be reminded again says when. */
void inbox_bookmark_mark_apply(struct inbox_bookmarks *bookmarks, const struct entry *entry)
{
    struct inbox_bookmark *is = &bookmarks->list[place_in(bookmarks, entry)].is;
    enum mark as = (enum mark)common_get_choice(entry->data, "as", marks);
    is->heard = is->heard || (is->remind_ms && is->remind_ms <= entry->at_ms);
    if (as != MARK_HEARD)
        is->done = as == MARK_DONE;
    bookmarks->touched = is->seq;
    bookmarks->gone = bookmarks->unsaid = 0;
}

void inbox_bookmark_remove(struct inbox_bookmarks *bookmarks, const struct entry *entry)
{
    size_t place = place_in(bookmarks, entry);
    struct bookmark *bookmark = &bookmarks->list[place];
    bookmarks->touched = 0;
    bookmarks->gone = bookmark->is.seq;
    bookmarks->unsaid = words_of(bookmark);
    bookmark_done(bookmark);
    bookmarks->count--;
    memmove(bookmark, bookmark + 1, (bookmarks->count - place) * sizeof *bookmark);
}

void inbox_bookmark_erases(const struct inbox_bookmarks *bookmarks, struct withdrawal *withdrawal)
{
    if (bookmarks->unsaid)
        withdraw(withdrawal, bookmarks->unsaid);
}

void inbox_bookmarks_forget(struct inbox_bookmarks *bookmarks, int64_t seq)
{
    for (size_t i = 0; i < bookmarks->count; i++)
        if (bookmarks->list[i].is.said == seq)
            common_wipe(&bookmarks->list[i].note);
}

/* ---- what its owner sees -----------------------------------------------------------------------
 */

static void flag_write(struct writer *out, const char *key, bool is, bool patch)
{
    if (is)
        writer_bool(out, key, true);
    else if (patch)
        writer_null(out, key);
}

static void bookmark_write(const struct bookmark *bookmark, bool patch, struct writer *out)
{
    const struct inbox_bookmark *is = &bookmark->is;
    writer_object_seq(out, is->seq);
    writer_text(out, "of", is->of);
    if (is->thing)
        writer_int(out, "thing", is->thing);
    if (is->post)
        writer_int(out, "post", is->post);
    if (is->second >= 0)
        writer_int(out, "second", is->second);
    if (is->remind_ms)
        writer_int(out, "remind", is->remind_ms);
    else if (patch)
        writer_null(out, "remind");
    flag_write(out, "heard", is->heard, patch);
    flag_write(out, "done", is->done, patch);
    writer_int(out, "at", is->at_ms);
    writer_end(out);
}

void inbox_bookmarks_write(const struct inbox_bookmarks *bookmarks, struct writer *out)
{
    if (bookmarks == inbox_bookmarks_none())
        return;
    writer_object(out, "bookmarks");
    for (size_t i = 0; i < bookmarks->count; i++)
        bookmark_write(&bookmarks->list[i], false, out);
    writer_end(out);
}

void inbox_bookmark_patch(const struct inbox_bookmarks *bookmarks, struct writer *out)
{
    writer_object(out, "bookmarks");
    if (bookmarks->gone)
        writer_null_seq(out, bookmarks->gone);
    if (bookmarks->touched)
        bookmark_write(&bookmarks->list[place_of_seq(bookmarks, bookmarks->touched)], true, out);
    writer_end(out);
}

/* ---- for who tells -----------------------------------------------------------------------------
 */

bool inbox_bookmarks_before(const struct inbox_bookmarks *bookmarks, int64_t before,
                            struct inbox_bookmark *out)
{
    size_t place = bookmarks->count;
    while (place > 0 && before && bookmarks->list[place - 1].is.seq >= before)
        place--;
    if (place == 0)
        return false;
    const struct bookmark *bookmark = &bookmarks->list[place - 1];
    *out = bookmark->is;
    out->note = bookmark->note ? slice_of(bookmark->note) : SLICE("");
    return true;
}

bool inbox_bookmark_waits(const struct inbox_bookmark *bookmark)
{
    return bookmark->remind_ms && !bookmark->heard && !bookmark->done;
}
