/* SPDX-License-Identifier: Apache-2.0
 *
 * muster journal: reading a journal beside a running server, and proving that it is whole.
 */
#include "base/writer.h"
#include "command.h"
#include "journal/backend.h"
#include "journal/chain.h"

enum { READ_LIMIT = 1024, ENTRY_LINE_BYTES = 1 << 18 };

/* A walk over all entries of one room, in order. */
struct walk {
    struct backend *backend;
    struct slice room;
    int64_t seq;         /* the last one seen */
    struct hash chain;   /* its link */
    int64_t broken;      /* the first one whose link does not fit, or 0 */
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
    writer_end(&writer);
    struct slice text = buffer_slice(walk->line);
    printf("%.*s\n", (int)text.len, text.at);
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
    return true;
}

static enum err walk_room(struct walk *walk, backend_each_fn *each)
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
    enum err error = walk_room(&walk, entry_print);
    buffer_done(&line);
    if (error)
        return command_fail("journal", "cannot read: %s", error_text(error));
    if (walk.seq == 0)
        return command_fail("journal", "there is no entry of %.*s", (int)room.len, room.at);
    return 0;
}

/* Prints one line per room; 1 when its chain is broken or cannot be read. */
static int room_verify(struct backend *backend, struct slice room)
{
    struct walk walk = {.backend = backend, .room = room};
    char hex[HASH_HEX + 1];
    enum err error = walk_room(&walk, entry_verify);
    if (error)
        return command_fail("journal", "%.*s: cannot read: %s", (int)room.len, room.at,
                            error_text(error));
    if (walk.broken) {
        printf("%.*s: BROKEN at entry %lld\n", (int)room.len, room.at, (long long)walk.broken);
        return 1;
    }
    hash_hex(&walk.chain, hex);
    printf("%.*s: %lld entries, chain ends with %s\n", (int)room.len, room.at, (long long)walk.seq,
           hex);
    return 0;
}

/* Rooms are listed first and read afterwards: a backend is not asked while it answers. */
struct rooms {
    struct buffer names; /* each ends with a newline */
};

static bool room_add(void *context, const struct record *record)
{
    struct rooms *rooms = context;
    buffer_add(&rooms->names, record->room);
    buffer_add_byte(&rooms->names, '\n');
    return !rooms->names.full;
}

static int rooms_each(struct backend *backend, int (*each)(struct backend *, struct slice room))
{
    struct rooms rooms;
    int status = 0;
    buffer_init(&rooms.names, 64 << 20);
    if (backend->ops->rooms(backend, room_add, &rooms) != ERR_NONE || rooms.names.full)
        status = command_fail("journal", "cannot list the rooms");
    struct slice left = buffer_slice(&rooms.names);
    while (left.len > 0 && !rooms.names.full) {
        const char *end = memchr(left.at, '\n', left.len);
        struct slice room = {left.at, (size_t)(end - left.at)};
        if (each(backend, room) != 0)
            status = 1;
        left = (struct slice){end + 1, left.len - room.len - 1};
    }
    buffer_done(&rooms.names);
    return status;
}

static int room_print(struct backend *backend, struct slice room)
{
    int64_t head = 0;
    if (backend->ops->heads(backend, &room, 1, &head) != ERR_NONE)
        return command_fail("journal", "cannot read %.*s", (int)room.len, room.at);
    printf("%8lld  %.*s\n", (long long)head, (int)room.len, room.at);
    return 0;
}

static int journal_dispatch(struct backend *backend, const struct call *call)
{
    struct slice verb = slice_of(call->rest[0]), room = slice_of(call->rest[1]);
    if (slice_is(verb, "print"))
        return print_run(backend, room);
    if (slice_is(verb, "rooms"))
        return rooms_each(backend, room_print);
    return room.at ? room_verify(backend, room) : rooms_each(backend, room_verify);
}

static bool arguments_valid(const struct call *call)
{
    struct slice verb = slice_of(call->rest[0]);
    if (slice_is(verb, "print"))
        return call->rest_count == 2;
    if (slice_is(verb, "rooms"))
        return call->rest_count == 1;
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

static int journal_run(const struct call *call)
{
    char why[512] = "";
    if (!arguments_valid(call)) {
        command_fail("journal", "print ROOM, verify [ROOM] or rooms (see muster journal --help)");
        return COMMAND_USAGE;
    }
    struct backend *backend =
        journal_open(config_text(call->config, CONFIG_JOURNAL_URL), why, sizeof why);
    if (!backend)
        return command_fail("journal", "%s", why);
    int status = journal_dispatch(backend, call);
    backend->ops->close(backend);
    return status;
}

static const struct command_flag flags[] = {
    {.name = "journal",
     .value = "URL",
     .help = "the journal: sqlite:PATH or postgresql://…",
     .sets = true,
     .key = CONFIG_JOURNAL_URL},
};

const struct command cmd_journal = {
    .name = "journal",
    .arguments = "print ROOM | verify [ROOM] | rooms",
    .summary = "Read a journal, also beside a running server.",
    .details =
        "  print ROOM      every entry of ROOM, one JSON object per line\n"
        "  verify [ROOM]   recompute the hash chain of ROOM, or of every room; exit status 1\n"
        "                  when a link does not fit\n"
        "  rooms           every room and the number of its entries",
    .flags = flags,
    .flags_count = sizeof flags / sizeof *flags,
    .rest_max = 2,
    .run = journal_run,
};
