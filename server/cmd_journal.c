/* SPDX-License-Identifier: Apache-2.0
 *
 * muster journal: reading a journal beside a running server, and proving that it is whole.
 */
#include <signal.h>

#include "backup.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/unused.h"
#include "base/writer.h"
#include "drop.h"
#include "graves.h"
#include "journal/backend.h"
#include "journal_move.h"
#include "past.h"
#include "proof.h"
#include "subcommand.h"
#include "takeout.h"
#include "trace.h"

enum {
    FLAG_JOURNAL,
    FLAG_AS,
    FLAG_WHAT,
    FLAG_LANGUAGE,
    FLAG_AGAINST,
    FLAG_PERSON,
    FLAG_OP,
    FLAG_DRY_RUN,
    FLAG_FOLLOW
};
enum { READ_LIMIT = 1024, ENTRY_LINE_BYTES = 1 << 18, WHY_BYTES = 1 << 16 };

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
    struct buffer *line; /* one entry's */
    struct trace *trace; /* tells what was void; NULL: no room can have that name */
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
    enum err error = walk->trace ? trace_take(walk->trace, record) : ERR_NONE;
    if (error)
        writer_text(&writer, "void", slice_of(error_name(error)));
    writer_end(&writer);
    struct buffer line;
    buffer_init(&line, 6 * ENTRY_LINE_BYTES);
    shown_add(&line, buffer_slice(walk->line));
    printf("%.*s\n", (int)line.len, line.bytes);
    buffer_done(&line);
    walk->seq = record->seq;
    return true;
}

static enum err walk_all(struct walk *walk)
{
    enum err error = ERR_NONE;
    for (int64_t from = -1; error == ERR_NONE && walk->seq != from;) {
        from = walk->seq;
        error = walk->backend->ops->read(walk->backend, walk->room, from, READ_LIMIT, entry_print,
                                         walk);
    }
    return error;
}

static int print_run(struct backend *backend, struct slice room)
{
    struct buffer line;
    struct walk walk = {.backend = backend, .room = room, .line = &line, .trace = trace_new(room)};
    buffer_init(&line, ENTRY_LINE_BYTES);
    enum err error = walk_all(&walk);
    trace_free(&walk.trace);
    buffer_done(&line);
    if (error)
        return subcommand_fail("journal", "cannot read: %s", error_text(error));
    if (walk.seq == 0)
        return subcommand_fail("journal", "there is no entry of %s", shown(room));
    return 0;
}

/* Prints one line per room; false when its chain is broken or it cannot be read. */
static bool room_verify(void *context, struct slice room)
{
    struct proof proof = {0};
    char hex[HASH_HEX + 1];
    enum err error = proof_read(context, room, &proof);
    if (error)
        return subcommand_fail("journal", "%s: cannot read: %s", shown(room), error_text(error)),
               false;
    if (proof.broken) {
        printf("%s: BROKEN at entry %lld\n", shown(room), (long long)proof.broken);
        return false;
    }
    hash_hex(&proof.chain, hex);
    printf("%s: %lld entries, ", shown(room), (long long)proof.seq);
    if (proof.erased > 0)
        printf("%lld erased, ", (long long)proof.erased);
    printf("chain ends with %s\n", hex);
    return true;
}

/* What is left of rooms that were dropped; false when something is wrong with one. */
static bool graves_verify(struct backend *backend)
{
    struct buffer why;
    buffer_init(&why, WHY_BYTES);
    struct map *graves = graves_read(backend, &why);
    struct map_at at = {0};
    bool good = graves || subcommand_fail("journal", "%s", shown(buffer_slice(&why))) == 0;
    while (graves && map_next(graves, &at)) {
        const struct grave *grave = at.value;
        const char *fault = graves_fault(grave);
        char hex[HASH_HEX + 1];
        hash_hex(&grave->chain, hex);
        if (fault)
            printf("%s: BROKEN: %s\n", shown(at.key), fault);
        else if (grave->at_ms)
            printf("%s: %s, %lld entries, chain ended with %s\n", shown(at.key),
                   grave->said ? "dropped" : "is being dropped", (long long)grave->seq, hex);
        good = good && !fault;
    }
    map_free(&graves, mem_free);
    buffer_done(&why);
    return good;
}

static bool room_print(void *context, struct slice room)
{
    struct backend *backend = context;
    int64_t head = 0;
    if (backend->ops->heads(backend, &room, 1, &head) != ERR_NONE) {
        subcommand_fail("journal", "cannot read %s", shown(room));
        return false;
    }
    printf("%8lld  %s\n", (long long)head, shown(room));
    return true;
}

/* Each line of what is wrong, on standard output as verify's own are. */
static void lines_print(struct slice lines)
{
    while (lines.len > 0) {
        const char *end = memchr(lines.at, '\n', lines.len);
        size_t len = end ? (size_t)(end - lines.at) : lines.len;
        printf("%s\n", shown((struct slice){lines.at, len}));
        len += end ? 1 : 0;
        lines = (struct slice){lines.at + len, lines.len - len};
    }
}

static int against_run(struct backend *backend, const char *manifest)
{
    struct buffer why;
    size_t rooms = 0;
    buffer_init(&why, WHY_BYTES);
    bool good = proof_against(backend, manifest, &rooms, &why);
    lines_print(buffer_slice(&why));
    if (good)
        printf("%zu rooms: all that the manifest names is there\n", rooms);
    buffer_done(&why);
    return good ? 0 : 1;
}

static void line_told(void *context, struct slice line)
{
    UNUSED(context);
    lines_print(line);
}

/* 1 when there is nothing of what was asked for. */
static int trace_run(struct backend *backend, const struct invocation *invocation)
{
    const struct trace_of of = {.room = slice_of(invocation->rest[1]),
                                .person = slice_of(invocation->values[FLAG_PERSON]),
                                .op = slice_of(invocation->values[FLAG_OP])};
    struct buffer why;
    size_t found;
    buffer_init(&why, WHY_BYTES);
    bool good = trace_tell(backend, &of, &found, &why, line_told, NULL);
    if (good && found == 0)
        buffer_addf(&why, "nothing of it came into the journal");
    if (why.len > 0)
        subcommand_fail("journal", "%s", shown(buffer_slice(&why)));
    buffer_done(&why);
    return found > 0 && good ? 0 : 1;
}

static int manifest_run(struct backend *backend)
{
    struct buffer why;
    size_t rooms;
    buffer_init(&why, WHY_BYTES);
    bool good = proof_manifest(backend, stdout, &rooms, &why);
    if (!good)
        subcommand_fail("journal", "%s", shown(buffer_slice(&why)));
    buffer_done(&why);
    return good ? 0 : 1;
}

static int journal_dispatch(struct backend *backend, const struct invocation *invocation)
{
    struct slice verb = slice_of(invocation->rest[0]), room = slice_of(invocation->rest[1]);
    if (slice_is(verb, "print"))
        return print_run(backend, room);
    if (slice_is(verb, "rooms"))
        return proof_rooms(backend, room_print, backend) ? 0 : 1;
    if (slice_is(verb, "manifest"))
        return manifest_run(backend);
    if (slice_is(verb, "trace"))
        return trace_run(backend, invocation);
    if (invocation->values[FLAG_AGAINST])
        return against_run(backend, invocation->values[FLAG_AGAINST]);
    if (room.at)
        return room_verify(backend, room) ? 0 : 1;
    bool good = proof_rooms(backend, room_verify, backend);
    return graves_verify(backend) && good ? 0 : 1;
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

/* Whether it was asked to end: by a signal that is held back but in between. */
static bool is_stopped(void *context)
{
    sigset_t waiting;
    UNUSED(context);
    return sigpending(&waiting) == 0 &&
           (sigismember(&waiting, SIGTERM) == 1 || sigismember(&waiting, SIGINT) == 1);
}

static int follow_run(const struct invocation *invocation)
{
    struct buffer why;
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    sigprocmask(SIG_BLOCK, &ends, NULL);
    buffer_init(&why, WHY_BYTES);
    bool good = backup_follow(invocation->config, invocation->rest[1], is_stopped, NULL, &why);
    if (!good)
        subcommand_fail("journal", "%s", shown(buffer_slice(&why)));
    buffer_done(&why);
    return good ? 0 : 1;
}

typedef bool copies_fn(const struct config *config, const char *folder, struct backup_count *count,
                       struct buffer *why);

static int copies_run(const struct invocation *invocation, copies_fn *run, const char *says)
{
    struct buffer why;
    struct backup_count count;
    buffer_init(&why, WHY_BYTES);
    bool good = run(invocation->config, invocation->rest[1], &count, &why);
    if (good)
        printf("%s %s: %zu rooms, %zu files of %llu bytes\n", invocation->rest[1], says,
               count.rooms, count.files, (unsigned long long)count.file_bytes);
    else
        lines_print(buffer_slice(&why));
    if (count.damaged > 0)
        good =
            !subcommand_fail("journal", "%zu files are damaged and were left out", count.damaged);
    buffer_done(&why);
    return good ? 0 : 1;
}

static int move_run(const struct invocation *invocation)
{
    struct buffer why;
    struct journal_move_count count;
    buffer_init(&why, WHY_BYTES);
    bool good =
        journal_move(invocation->config, invocation->rest[1], invocation->rest[2], &count, &why);
    if (good)
        printf("copied, and every chain is the same: %zu rooms, %lld entries, %zu accounts, %zu "
               "files\n",
               count.rooms, (long long)count.entries, count.accounts, count.files);
    else
        subcommand_fail("journal", "%s", shown(buffer_slice(&why)));
    buffer_done(&why);
    return good ? 0 : 1;
}

static int drop_run(const struct invocation *invocation)
{
    char why[OPERATE_WHY_BYTES] = "", hex[HASH_HEX + 1];
    struct grave grave;
    struct slice room = slice_of(invocation->rest[1]);
    if (!drop_room(invocation->config, room, &grave, why))
        return subcommand_fail("journal", "%s", shown(slice_of(why)));
    hash_hex(&grave.chain, hex);
    printf("%s: dropped, %lld entries, chain ended with %s\n", shown(room), (long long)grave.seq,
           hex);
    return 0;
}

static int keep_run(const struct invocation *invocation)
{
    struct buffer why;
    buffer_init(&why, WHY_BYTES);
    bool good =
        drop_due(invocation->config, invocation->values[FLAG_DRY_RUN], line_told, NULL, &why);
    if (!good)
        subcommand_fail("journal", "%s", shown(buffer_slice(&why)));
    buffer_done(&why);
    return good ? 0 : 1;
}

static bool arguments_valid(const struct invocation *invocation)
{
    struct slice verb = slice_of(invocation->rest[0]);
    if (invocation->values[FLAG_FOLLOW] && !slice_is(verb, "backup"))
        return false;
    if (slice_is(verb, "print"))
        return invocation->rest_count == 2;
    if (slice_is(verb, "rooms") || slice_is(verb, "manifest") || slice_is(verb, "keep"))
        return invocation->rest_count == 1;
    if (slice_is(verb, "drop") || slice_is(verb, "backup") || slice_is(verb, "restore") ||
        slice_is(verb, "trace"))
        return invocation->rest_count == 2;
    if (slice_is(verb, "view"))
        return invocation->rest_count >= 2 && seq_of(invocation) != 0;
    if (slice_is(verb, "export") || slice_is(verb, "copy"))
        return invocation->rest_count == 3;
    return slice_is(verb, "verify") &&
           !(invocation->values[FLAG_AGAINST] && invocation->rest_count > 1);
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
            "journal", "print ROOM, trace ROOM, view ROOM [SEQ], export ROOM FILE, "
                       "verify [ROOM | FILE], rooms, manifest, "
                       "backup FOLDER, restore FOLDER, copy FROM TO, drop ROOM or keep (see muster "
                       "journal --help)");
        return SUBCOMMAND_USAGE;
    }
    if (is_archive(invocation))
        return archive_run(invocation->rest[1]);
    if (invocation->values[FLAG_FOLLOW])
        return follow_run(invocation);
    if (slice_is(slice_of(invocation->rest[0]), "backup"))
        return copies_run(invocation, backup_make, "is the backup");
    if (slice_is(slice_of(invocation->rest[0]), "restore"))
        return copies_run(invocation, backup_restore, "was put back");
    if (slice_is(slice_of(invocation->rest[0]), "copy"))
        return move_run(invocation);
    if (slice_is(slice_of(invocation->rest[0]), "drop"))
        return drop_run(invocation);
    if (slice_is(slice_of(invocation->rest[0]), "keep"))
        return keep_run(invocation);
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
    [FLAG_PERSON] = {.name = "person", .value = "PERSON", .help = "trace: their commands alone"},
    [FLAG_OP] = {.name = "op", .value = "OP", .help = "trace: the command of that op"},
    [FLAG_FOLLOW] = {.name = "follow", .help = "backup: and go on with what comes"},
    [FLAG_DRY_RUN] = {.name = "dry-run", .help = "keep: say what is due, and leave it"},
    [FLAG_AGAINST] = {.name = "against",
                      .value = "MANIFEST",
                      .help = "verify: that nothing is missing of what the manifest names"},
};

const struct subcommand cmd_journal = {
    .name = "journal",
    .arguments = "print ROOM | trace ROOM [--person PERSON] [--op OP] | view ROOM [SEQ] [--as "
                 "PERSON] | export ROOM FILE | "
                 "verify [ROOM | FILE] | rooms | manifest | backup FOLDER [--follow] | restore "
                 "FOLDER | copy FROM TO | "
                 "drop ROOM | keep [--dry-run]",
    .summary = "Read a journal, also beside a running server.",
    .details =
        "  print ROOM      every entry of ROOM, one JSON object per line; one that was erased\n"
        "                  holds what was kept and says so, one that was void says why\n"
        "  trace ROOM      what became of each command of ROOM, of PERSON alone or the one OP:\n"
        "                  counted, void and why, repeated; nothing of what was said. What is not\n"
        "                  there never came: it was refused at once, or did not arrive; exit "
        "status\n"
        "                  1 when that is all of it\n"
        "  view ROOM [SEQ] what ROOM showed after its entry SEQ, or shows now, as JSON: to\n"
        "                  its staff, or to PERSON, as whom they stood there then\n"
        "  export ROOM FILE  ROOM as a file: everything (.zip, .xlsx, .json), or the PART that\n"
        "                  --what names (.csv too), as a host of it may have it, or PERSON\n"
        "  verify [ROOM]   recompute the hash chain of ROOM, or of every room, and count what was\n"
        "                  erased; exit status 1 when a link does not fit\n"
        "  verify FILE.zip the same of a file that export has made, here or in a browser: of its\n"
        "                  journal, and that every file in it is what it was\n"
        "  verify --against MANIFEST  the same of every room, and that each has all that the\n"
        "                  manifest names: chains alone do not show that their end was cut off\n"
        "  rooms           every room and the number of its entries\n"
        "  manifest        where every chain ends, to be kept elsewhere\n"
        "  backup FOLDER   (SQLite) the journal as one moment has it, accounts, files and "
        "manifest,\n"
        "                  beside the running server, into FOLDER, which is made; without keys\n"
        "                  --follow: FOLDER stays as the journal is, about a second behind, until\n"
        "                  SIGTERM; it goes on where it was. FOLDER/status says when it was so "
        "last\n"
        "  restore FOLDER  (SQLite) proves such a backup and makes the journal of it, where none\n"
        "                  is; clients that were ahead of it begin anew by themselves\n"
        "  copy sqlite:PATH postgresql://…  a journal that no server has open, with accounts and\n"
        "                  files, into an empty database, and proves that every chain is the "
        "same;\n"
        "                  without keys\n"
        "  drop ROOM       ROOM for good, that was archived: entries, files, its texts in the "
        "index;\n"
        "                  its name stays taken, and where its chain ended is kept and proved by\n"
        "                  verify. By the server that runs, or without one\n"
        "  keep            what [keep] says: rooms that ended so many days ago are taken out as\n"
        "                  files, proved, and dropped",
    .flags = flags,
    .flags_count = sizeof flags / sizeof *flags,
    .rest_max = 3,
    .run = journal_run,
};
