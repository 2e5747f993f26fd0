/* SPDX-License-Identifier: Apache-2.0
 *
 * muster journal: reading a journal beside a running server, and proving that it is whole.
 */
#include "base/text.h"
#include "base/writer.h"
#include "journal/backend.h"
#include "journal/chain.h"
#include "past.h"
#include "subcommand.h"
#include "takeout.h"

enum { FLAG_JOURNAL, FLAG_AS, FLAG_WHAT, FLAG_LANGUAGE };
enum { READ_LIMIT = 1024, ENTRY_LINE_BYTES = 1 << 18 };

/* Controls, ends of lines and paragraphs, and what turns the direction of text (UAX #9). */
static bool drives(int32_t point)
{
    return point < 0x20 || (point >= 0x7f && point < 0xa0) || point == 0x61c || point == 0x200e ||
           point == 0x200f || (point >= 0x2028 && point <= 0x202e) ||
           (point >= 0x2066 && point <= 0x2069);
}

/* Anybody may have written what a journal holds: it must not begin a line of its own, drive a
 * terminal, or turn the order of what stands around it. Appends `text` with such characters as
 * \uXXXX, which in JSON they stand for. */
static void shown_add(struct buffer *out, struct slice text)
{
    const char *at = text.at, *end = text.at + text.len;
    bool readable = text_is_utf8(text);
    while (at < end) {
        const char *start = at;
        int32_t point = readable ? text_point(&at) : (unsigned char)*at++;
        if (drives(point) || (!readable && point >= 0x80))
            buffer_addf(out, "\\u%04x", (unsigned)point);
        else
            buffer_add(out, (struct slice){start, (size_t)(at - start)});
    }
}

/* The name of a room, in one line; valid until the next call. */
static const char *shown(struct slice text)
{
    static char name[1024];
    struct buffer out;
    buffer_init(&out, sizeof name - 1);
    shown_add(&out, text);
    snprintf(name, sizeof name, "%.*s", (int)out.len, out.bytes ? out.bytes : "");
    buffer_done(&out);
    return name;
}

/* A walk over all entries of one room, in order. */
struct walk {
    struct backend *backend;
    struct slice room;
    int64_t seq;         /* the last one seen */
    struct hash chain;   /* its link */
    int64_t broken;      /* the first one whose link does not fit, or 0 */
    int64_t erased;      /* how many have lost their words */
    struct buffer *line; /* print: one entry's line */
};

static bool entry_print(void *context, const struct record *record)
{
    struct walk *walk = context;
    struct writer writer;
    buffer_clear(walk->line);
    writer_init(&writer, walk->line);
    writer_object(&writer, NULL);
    writer_int(&writer, "seq", record->seq);
    writer_int(&writer, "at", record->at_ms);
    writer_text(&writer, "type", record->type);
    writer_text(&writer, "by", record->by);
    writer_text(&writer, "name", record->name);
    writer_text(&writer, "op", record->op);
    writer_raw(&writer, "data", record->text);
    if (record->erased)
        writer_bool(&writer, "erased", true);
    writer_end(&writer);
    struct buffer line;
    buffer_init(&line, 6 * ENTRY_LINE_BYTES);
    shown_add(&line, buffer_slice(walk->line));
    printf("%.*s\n", (int)line.len, line.bytes);
    buffer_done(&line);
    walk->seq = record->seq;
    return true;
}

static bool entry_verify(void *context, const struct record *record)
{
    struct walk *walk = context;
    struct hash link = chain_link(&walk->chain, record);
    if (record->seq != walk->seq + 1 || memcmp(&link, &record->chain, sizeof link) != 0) {
        walk->broken = walk->seq + 1;
        return false;
    }
    walk->seq = record->seq;
    walk->chain = link;
    walk->erased += record->erased;
    return true;
}

static enum err walk_capacity(struct walk *walk, backend_each_fn *each)
{
    enum err error = ERR_NONE;
    for (int64_t from = -1; error == ERR_NONE && !walk->broken && walk->seq != from;) {
        from = walk->seq;
        error = walk->backend->ops->read(walk->backend, walk->room, from, READ_LIMIT, each, walk);
    }
    return error;
}

static int print_run(struct backend *backend, struct slice room)
{
    struct buffer line;
    struct walk walk = {.backend = backend, .room = room, .line = &line};
    buffer_init(&line, ENTRY_LINE_BYTES);
    enum err error = walk_capacity(&walk, entry_print);
    buffer_done(&line);
    if (error)
        return subcommand_fail("journal", "cannot read: %s", error_text(error));
    if (walk.seq == 0)
        return subcommand_fail("journal", "there is no entry of %s", shown(room));
    return 0;
}

/* Prints one line per room; 1 when its chain is broken or cannot be read. */
static int room_verify(struct backend *backend, struct slice room)
{
    struct walk walk = {.backend = backend, .room = room};
    char hex[HASH_HEX + 1];
    enum err error = walk_capacity(&walk, entry_verify);
    if (error)
        return subcommand_fail("journal", "%s: cannot read: %s", shown(room), error_text(error));
    if (walk.broken) {
        printf("%s: BROKEN at entry %lld\n", shown(room), (long long)walk.broken);
        return 1;
    }
    hash_hex(&walk.chain, hex);
    printf("%s: %lld entries, ", shown(room), (long long)walk.seq);
    if (walk.erased > 0)
        printf("%lld erased, ", (long long)walk.erased);
    printf("chain ends with %s\n", hex);
    return 0;
}

/* Rooms are listed first and read afterwards: a backend is not asked while it answers. */
struct rooms {
    struct buffer names; /* each behind its length: a name may hold any byte */
};

static bool room_add(void *context, const struct record *record)
{
    struct rooms *rooms = context;
    size_t len = record->room.len;
    buffer_add(&rooms->names, (struct slice){(const char *)&len, sizeof len});
    buffer_add(&rooms->names, record->room);
    return !rooms->names.full;
}

static int rooms_each(struct backend *backend, int (*each)(struct backend *, struct slice room))
{
    struct rooms rooms;
    int status = 0;
    buffer_init(&rooms.names, 64 << 20);
    if (backend->ops->rooms(backend, room_add, &rooms) != ERR_NONE || rooms.names.full)
        status = subcommand_fail("journal", "cannot list the rooms");
    struct slice left = buffer_slice(&rooms.names);
    while (left.len > 0 && !rooms.names.full) {
        struct slice room = {left.at + sizeof room.len, 0};
        memcpy(&room.len, left.at, sizeof room.len);
        if (each(backend, room) != 0)
            status = 1;
        size_t step = sizeof room.len + room.len;
        left = (struct slice){left.at + step, left.len - step};
    }
    buffer_done(&rooms.names);
    return status;
}

static int room_print(struct backend *backend, struct slice room)
{
    int64_t head = 0;
    if (backend->ops->heads(backend, &room, 1, &head) != ERR_NONE)
        return subcommand_fail("journal", "cannot read %s", shown(room));
    printf("%8lld  %s\n", (long long)head, shown(room));
    return 0;
}

static int journal_dispatch(struct backend *backend, const struct invocation *invocation)
{
    struct slice verb = slice_of(invocation->rest[0]), room = slice_of(invocation->rest[1]);
    if (slice_is(verb, "print"))
        return print_run(backend, room);
    if (slice_is(verb, "rooms"))
        return rooms_each(backend, room_print);
    return room.at ? room_verify(backend, room) : rooms_each(backend, room_verify);
}

/* The number after the room's name; -1 when there is none, 0 when it is no number of an entry. */
static int64_t seq_of(const struct invocation *invocation)
{
    char *end = NULL;
    const char *text = invocation->rest[2];
    long long seq = text ? strtoll(text, &end, 10) : -1;
    return text && (*end || seq < 1) ? 0 : seq;
}

/* Takes over `backend`. */
static int view_run(struct backend *backend, const struct invocation *invocation)
{
    const struct past past = {.room = slice_of(invocation->rest[1]),
                              .seq = seq_of(invocation),
                              .person = slice_of(invocation->values[FLAG_AS])};
    struct buffer out;
    char why[256] = "";
    buffer_init(&out, 64 << 20);
    bool seen = past_view(backend, &past, &out, why, sizeof why);
    struct buffer line;
    buffer_init(&line, 384 << 20);
    shown_add(&line, buffer_slice(&out));
    if (seen)
        printf("%.*s\n", (int)line.len, line.bytes);
    buffer_done(&line);
    buffer_done(&out);
    return seen ? 0 : subcommand_fail("journal", "%s", why);
}

/* Takes over `backend`. */
static int export_run(struct backend *backend, const struct invocation *invocation)
{
    char why[256] = "";
    const struct takeout takeout = {.room = slice_of(invocation->rest[1]),
                                    .person = slice_of(invocation->values[FLAG_AS]),
                                    .what = slice_of(invocation->values[FLAG_WHAT]),
                                    .language = slice_of(invocation->values[FLAG_LANGUAGE]),
                                    .path = invocation->rest[2]};
    if (takeout_write(backend, &takeout, why, sizeof why))
        return 0;
    return subcommand_fail("journal", "%s", why);
}

/* Whether `verify` names a file that an export made, and not a room. */
static bool is_archive(const struct invocation *invocation)
{
    const char *name = invocation->rest[1], *dot = name ? strrchr(name, '.') : NULL;
    return slice_is(slice_of(invocation->rest[0]), "verify") && dot && strcmp(dot, ".zip") == 0;
}

static int archive_run(const char *path)
{
    char says[512] = "";
    bool good = takeout_verify(path, says, sizeof says);
    printf("%s\n", shown(slice_of(says)));
    return good ? 0 : 1;
}

static bool arguments_valid(const struct invocation *invocation)
{
    struct slice verb = slice_of(invocation->rest[0]);
    if (slice_is(verb, "print"))
        return invocation->rest_count == 2;
    if (slice_is(verb, "rooms"))
        return invocation->rest_count == 1;
    if (slice_is(verb, "view"))
        return invocation->rest_count >= 2 && seq_of(invocation) != 0;
    if (slice_is(verb, "export"))
        return invocation->rest_count == 3;
    return slice_is(verb, "verify");
}

static struct backend *journal_open(const char *url, char *why, size_t why_bytes)
{
    if (strncmp(url, "sqlite:", 7) == 0)
        return sqlite_open_readonly(url + 7, why, why_bytes);
    if (strncmp(url, "postgres", 8) == 0)
        return postgres_open_readonly(url, why, why_bytes);
    snprintf(why, why_bytes, "%s cannot be read from outside", url);
    return NULL;
}

static int journal_run(const struct invocation *invocation)
{
    char why[512] = "";
    if (!arguments_valid(invocation)) {
        subcommand_fail(
            "journal",
            "print ROOM, view ROOM [SEQ], export ROOM FILE, verify [ROOM | FILE] or rooms "
            "(see muster journal --help)");
        return SUBCOMMAND_USAGE;
    }
    if (is_archive(invocation))
        return archive_run(invocation->rest[1]);
    struct backend *backend =
        journal_open(config_text(invocation->config, CONFIG_JOURNAL_URL), why, sizeof why);
    if (!backend)
        return subcommand_fail("journal", "%s", why);
    if (slice_is(slice_of(invocation->rest[0]), "view"))
        return view_run(backend, invocation);
    if (slice_is(slice_of(invocation->rest[0]), "export"))
        return export_run(backend, invocation);
    int status = journal_dispatch(backend, invocation);
    backend->ops->close(backend);
    return status;
}

static const struct subcommand_flag flags[] = {
    [FLAG_JOURNAL] = {.name = "journal",
                      .value = "URL",
                      .help = "the journal: sqlite:PATH or postgresql://…",
                      .sets = true,
                      .key = CONFIG_JOURNAL_URL},
    [FLAG_AS] = {.name = "as", .value = "PERSON", .help = "view, export: the person who looks"},
    [FLAG_WHAT] = {.name = "what", .value = "PART", .help = "export: one part alone"},
    [FLAG_LANGUAGE] = {.name = "language",
                       .value = "LANGUAGE",
                       .help = "export: ar, en, fr or es, of what stands around the words"},
};

const struct subcommand cmd_journal = {
    .name = "journal",
    .arguments = "print ROOM | view ROOM [SEQ] [--as PERSON] | export ROOM FILE | "
                 "verify [ROOM | FILE] | rooms",
    .summary = "Read a journal, also beside a running server.",
    .details =
        "  print ROOM      every entry of ROOM, one JSON object per line; one that was erased\n"
        "                  holds what was kept and says so\n"
        "  view ROOM [SEQ] what ROOM showed after its entry SEQ, or shows now, as JSON: to\n"
        "                  its staff, or to PERSON, as whom they stood there then\n"
        "  export ROOM FILE  ROOM as a file: everything (.zip, .xlsx, .json), or the PART that\n"
        "                  --what names (.csv too), as a host of it may have it, or PERSON\n"
        "  verify [ROOM]   recompute the hash chain of ROOM, or of every room, and count what was\n"
        "                  erased; exit status 1 when a link does not fit\n"
        "  verify FILE.zip the same of a file that export has made, here or in a browser: of its\n"
        "                  journal, and that every file in it is what it was\n"
        "  rooms           every room and the number of its entries",
    .flags = flags,
    .flags_count = sizeof flags / sizeof *flags,
    .rest_max = 3,
    .run = journal_run,
};
