/* SPDX-License-Identifier: Apache-2.0
 * Due -> archived -> taken out -> proved -> dropped. */
#include "drop.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/json.h"
#include "base/mem.h"
#include "base/writer.h"
#include "journal/backend.h"
#include "paths.h"
#include "takeout.h"

enum { DATA_BYTES = 1024, ANSWER_BYTES = 16 << 20, LOOK_MS = 200, PAGE = 100 };

static struct backend *journal_read(const struct config *config, char why[OPERATE_WHY_BYTES])
{
    const char *url = config_text(config, CONFIG_JOURNAL_URL);
    return strncmp(url, "sqlite:", 7) == 0 ? sqlite_open_readonly(url + 7, why, OPERATE_WHY_BYTES)
                                           : postgres_open_readonly(url, why, OPERATE_WHY_BYTES);
}

/* What the journal keeps of it; false: nothing, or what the academy does not say. */
static bool grave_get(const struct config *config, struct slice room, struct grave *grave,
                      char why[OPERATE_WHY_BYTES])
{
    struct buffer reason;
    struct backend *backend = journal_read(config, why);
    if (!backend)
        return false;
    buffer_init(&reason, OPERATE_WHY_BYTES);
    struct map *graves = graves_read(backend, &reason);
    const struct grave *found = graves ? map_find(graves, room) : NULL;
    const char *fault = !graves        ? "cannot be read"
                        : !found       ? "was not dropped"
                        : !found->said ? "is not dropped yet"
                                       : graves_fault(found);
    if (fault)
        snprintf(why, OPERATE_WHY_BYTES, "%.*s %s", (int)room.len, room.at, fault);
    else
        *grave = *found;
    map_free(&graves, mem_free);
    buffer_done(&reason);
    backend->ops->close(backend);
    return !fault;
}

static void write_of(struct slice room, const char *more, struct buffer *out)
{
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_text(&writer, "of", room);
    if (more)
        writer_raw(&writer, more, SLICE("true"));
    writer_end(&writer);
}

static bool ask(struct operate *operate, const char *method, struct slice data, struct buffer *out,
                char why[OPERATE_WHY_BYTES])
{
    const struct operate_call call = {.method = method, .data = data};
    buffer_clear(out);
    return operate_call(operate, &call, out, why);
}

/* Whoever stops waiting stops nothing. */
static bool wait_dropped(const struct config *config, struct operate *operate, struct slice room,
                         struct grave *grave, char why[OPERATE_WHY_BYTES])
{
    bool done;
    while (!(done = grave_get(config, room, grave, why)) && strstr(why, "not dropped yet"))
        operate_wait(operate, LOOK_MS);
    return done;
}

bool drop_room(const struct config *config, struct slice room, struct grave *grave,
               char why[OPERATE_WHY_BYTES])
{
    struct buffer data, out;
    struct operate *operate = operate_open_whole(config, why);
    if (!operate)
        return false;
    buffer_init(&data, DATA_BYTES);
    buffer_init(&out, ANSWER_BYTES);
    write_of(room, NULL, &data);
    bool asked = ask(operate, "room.drop", buffer_slice(&data), &out, why);
    bool good = asked || strstr(why, error_text(ERR_ROOM_DROPPED));
    good = good && wait_dropped(config, operate, room, grave, why);
    operate_settle(operate);
    operate_close(&operate);
    buffer_done(&data);
    buffer_done(&out);
    return good;
}

/* ---- what is due -------------------------------------------------------------------------------
 */

static const struct {
    const char *template, *scope;
    enum config_key days;
} kept[] = {{"webinar", "ended", CONFIG_KEEP_WEBINAR_DAYS},
            {"spoc", NULL, CONFIG_KEEP_SPOC_DAYS},
            {"workspace", NULL, CONFIG_KEEP_WORKSPACE_DAYS},
            {"course", NULL, CONFIG_KEEP_COURSE_DAYS},
            {"library", NULL, CONFIG_KEEP_LIBRARY_DAYS}};
enum { KEPT = sizeof kept / sizeof kept[0] };

struct due {
    const struct config *config;
    const char *folder;
    bool dry;
    drop_told_fn *told;
    void *context;
    struct buffer *why;
    struct buffer names; /* rooms that are due, each with a NUL; a mark before: '+' is archived */
    int64_t now_ms;
};

static int64_t days_of(const struct due *due, struct slice template)
{
    for (size_t i = 0; i < KEPT; i++)
        if (slice_is(template, kept[i].template))
            return config_int(due->config, kept[i].days);
    return 0;
}

static void room_look(struct due *due, const struct json *room)
{
    struct slice of, template;
    int64_t since = 0;
    bool archived = false;
    if (!json_get_text(room, "of", &of) || !json_get_text(room, "template", &template) ||
        !json_get_int(room, "since", &since))
        return;
    (void)json_get_bool(room, "archived", &archived);
    int64_t days = days_of(due, template);
    if (days == 0 || since + days * 86400000 > due->now_ms)
        return;
    buffer_add_byte(&due->names, archived ? '+' : '-');
    buffer_add(&due->names, of);
    buffer_add_byte(&due->names, '\0');
}

/* All pages of that scope. */
static bool scope_look(struct due *due, struct operate *operate, const char *scope,
                       char why[OPERATE_WHY_BYTES])
{
    char after[128] = "";
    bool good = true, more = true;
    while (good && more) {
        struct buffer data, out;
        struct json *answer = NULL;
        struct slice next = {NULL, 0};
        buffer_init(&data, DATA_BYTES);
        buffer_init(&out, ANSWER_BYTES);
        buffer_addf(&data, "{\"scope\":\"%s\",\"limit\":%d", scope, PAGE);
        if (*after)
            buffer_addf(&data, ",\"after\":\"%s\"", after);
        buffer_add_byte(&data, '}');
        good = ask(operate, "room.list", buffer_slice(&data), &out, why) &&
               json_parse(buffer_slice(&out), &answer) == ERR_NONE;
        const struct json *rooms = json_get(answer, "rooms");
        for (const struct json *room = json_first(rooms); room; room = json_next(room))
            room_look(due, room);
        more = json_get_text(answer, "next", &next);
        snprintf(after, sizeof after, "%.*s", (int)next.len, next.at ? next.at : "");
        json_free(&answer);
        buffer_done(&data);
        buffer_done(&out);
    }
    return good;
}

static void tell(const struct due *due, const char *room, const char *what)
{
    struct buffer line;
    buffer_init(&line, 2 * PATHS_BYTES);
    buffer_addf(&line, "%s: %s", room, what);
    due->told(due->context, buffer_slice(&line));
    buffer_done(&line);
}

static bool fail(const struct due *due, const char *room, const char *reason)
{
    buffer_addf(due->why, "%s%s was not dropped: %s", due->why->len > 0 ? "\n" : "", room, reason);
    return false;
}

/* The file is whole and on disk before the room goes. */
static bool take_out(const struct due *due, const char *room, char path[PATHS_BYTES])
{
    char why[2 * PATHS_BYTES] = "", part[PATHS_BYTES];
    snprintf(path, PATHS_BYTES, "%s/%s.zip", due->folder, room);
    for (char *at = path + strlen(due->folder); *at; at++)
        *at = *at == ':' ? '-' : *at;
    int len = snprintf(part, sizeof part, "%s/.part.zip", due->folder);
    if (access(path, F_OK) == 0)
        return takeout_verify(path, why, sizeof why) || fail(due, room, why);
    struct backend *backend = journal_read(due->config, why);
    const struct takeout takeout = {.room = slice_of(room), .path = part};
    bool good = len > 0 && (size_t)len < sizeof part && backend &&
                takeout_write(backend, &takeout, why, sizeof why) &&
                takeout_verify(part, why, sizeof why);
    if (good && rename(part, path) != 0) {
        snprintf(why, sizeof why, "%s: %s", path, strerror(errno));
        good = false;
    }
    return good || fail(due, room, why);
}

static bool archive(const struct due *due, const char *room)
{
    char why[OPERATE_WHY_BYTES] = "";
    struct buffer data, out;
    struct operate *operate = operate_open(due->config, why);
    buffer_init(&data, DATA_BYTES);
    buffer_init(&out, ANSWER_BYTES);
    write_of(slice_of(room), "archived", &data);
    bool good = operate && ask(operate, "room.archive", buffer_slice(&data), &out, why);
    if (operate)
        operate_close(&operate);
    buffer_done(&data);
    buffer_done(&out);
    return good || fail(due, room, why);
}

static bool room_due(const struct due *due, const char *name)
{
    const char *room = name + 1;
    char why[OPERATE_WHY_BYTES] = "", path[PATHS_BYTES], hex[HASH_HEX + 1];
    struct grave grave;
    struct buffer said;
    if (due->dry) {
        tell(due, room, "is due");
        return true;
    }
    if ((*name == '-' && !archive(due, room)) || !take_out(due, room, path))
        return false;
    if (!drop_room(due->config, slice_of(room), &grave, why))
        return fail(due, room, why);
    hash_hex(&grave.chain, hex);
    buffer_init(&said, 2 * PATHS_BYTES);
    buffer_addf(&said, "dropped, %" PRId64 " entries, chain ended with %s, taken out as %s",
                grave.seq, hex, path);
    buffer_add_byte(&said, '\0');
    tell(due, room, said.bytes);
    buffer_done(&said);
    return true;
}

static bool folder_ready(const struct due *due)
{
    if (due->dry || mkdir(due->folder, 0700) == 0 || errno == EEXIST)
        return true;
    buffer_addf(due->why, "%s: %s", due->folder, strerror(errno));
    return false;
}

static bool find_due(struct due *due)
{
    char why[OPERATE_WHY_BYTES] = "";
    struct operate *operate = operate_open(due->config, why);
    bool good = operate && scope_look(due, operate, "ended", why) &&
                scope_look(due, operate, "archived", why);
    if (operate)
        operate_close(&operate);
    if (!good)
        buffer_addf(due->why, "%s", why);
    return good;
}

bool drop_due(const struct config *config, bool dry, drop_told_fn *told, void *context,
              struct buffer *why)
{
    struct due due = {.config = config,
                      .folder = config_text(config, CONFIG_KEEP_ARCHIVES),
                      .dry = dry,
                      .told = told,
                      .context = context,
                      .why = why,
                      .now_ms = (int64_t)time(NULL) * 1000};
    int64_t days = 0;
    for (size_t i = 0; i < KEPT; i++)
        days += config_int(config, kept[i].days);
    if (days == 0)
        return true;
    if (!*due.folder) {
        buffer_addf(why,
                    "keep.archives says no folder, and nothing is dropped that is not kept there");
        return false;
    }
    buffer_init(&due.names, ANSWER_BYTES);
    bool good = folder_ready(&due) && find_due(&due);
    for (size_t at = 0; good && at < due.names.len; at += strlen(due.names.bytes + at) + 1)
        good = room_due(&due, due.names.bytes + at) && good;
    buffer_done(&due.names);
    return good;
}
