/* SPDX-License-Identifier: Apache-2.0
 * Tools by their seq. The ids that a tool knows us by are made of it: of the client `tool-<seq>`,
 * and of its one deployment `<seq>`. */
#include "features/tool.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/bounds.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/unused.h"
#include "features/common_get.h"
#include "features/common_read.h"

enum { ID_BYTES = 32 };

struct tool {
    int64_t seq;
    char *name, *login, *redirects; /* owned; the last is JSON */
    bool names;                     /* it is told names and addresses */
};

static void tool_free(void *tool)
{
    struct tool *one = tool;
    mem_free(one->name);
    mem_free(one->login);
    mem_free(one->redirects);
    mem_free(one);
}

static void *tools_new(const struct room *room)
{
    UNUSED(room);
    return map_new(BOUND_TOOLS);
}

static void tools_free(void *state)
{
    struct map *tools = state;
    map_free(&tools, tool_free);
}

static struct tool *tool_of(const void *state, const struct entry *entry)
{
    int64_t seq = common_get_int(entry->data, "tool");
    return map_find(state, slice_of_seq(&seq));
}

/* ---- what is said ------------------------------------------------------------------------------
 */

/* What proves who somebody is goes there: not in the clear, but on this machine; and a part behind
 * # is sent to nobody (RFC 6749 §3.1.2). */
static bool is_guarded(struct slice url)
{
    bool here = slice_starts(url, SLICE("http://127.0.0.1:")) ||
                slice_starts(url, SLICE("http://localhost:"));
    return (here || slice_starts(url, SLICE("https://"))) && !memchr(url.at, '#', url.len);
}

static enum err login_read(const struct json *data, struct writer *out)
{
    return is_guarded(common_get_text(data, "login")) ? common_read_url(data, "login", out)
                                                      : ERR_BAD_REQUEST;
}

/* One by one, each as an object of its own would have it. */
static enum err redirects_read(const struct json *data, struct writer *out)
{
    const struct json *list = json_get(data, "redirects");
    struct slice url;
    if (!json_is_array(list) || json_count(list) == 0)
        return ERR_BAD_REQUEST;
    if (json_count(list) > BOUND_TOOL_REDIRECTS)
        return ERR_LIMIT_EXCEEDED;
    writer_array(out, "redirects");
    for (const struct json *at = json_first(list); at; at = json_next(at)) {
        if (!json_as_text(at, &url) || !is_guarded(url) || !common_is_url(url))
            return ERR_BAD_REQUEST;
        writer_text(out, NULL, url);
    }
    writer_end(out);
    return ERR_NONE;
}

static enum err set_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_optional_seq(data, "tool", out);
    if (!error)
        error = common_read_line(data, "name", BOUND_TITLE_CHARS, out);
    if (!error)
        error = login_read(data, out);
    if (!error)
        error = redirects_read(data, out);
    return error ? error : common_read_optional_bool(data, "names", out);
}

static enum err remove_read(const struct json *data, struct writer *out)
{
    return common_read_seq(data, "tool", out);
}

static enum err set_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    if (common_has(entry->data, "tool"))
        return tool_of(state, entry) ? ERR_NONE : ERR_NOT_FOUND;
    return map_count(state) >= BOUND_TOOLS ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

static enum err remove_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    UNUSED(scene);
    return tool_of(state, entry) ? ERR_NONE : ERR_NOT_FOUND;
}

/* ---- what changes ------------------------------------------------------------------------------
 */

static void set_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct tool *tool = tool_of(state, entry);
    UNUSED(scene);
    if (!tool) {
        tool = mem_new(sizeof *tool);
        tool->seq = entry->seq;
        map_put(state, slice_of_seq(&tool->seq), tool);
    }
    mem_free(tool->name);
    mem_free(tool->login);
    mem_free(tool->redirects);
    tool->name = mem_text(common_get_text(entry->data, "name"));
    tool->login = mem_text(common_get_text(entry->data, "login"));
    tool->redirects = common_copy_json(entry->data, "redirects");
    tool->names = common_get_bool(entry->data, "names");
}

static void remove_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    int64_t seq = common_get_int(entry->data, "tool");
    UNUSED(scene);
    tool_free(map_take(state, slice_of_seq(&seq)));
}

/* ---- what people learn -------------------------------------------------------------------------
 */

static void tool_write(const struct tool *tool, bool all, struct writer *out)
{
    char id[ID_BYTES];
    writer_object_seq(out, tool->seq);
    writer_text(out, "name", slice_of(tool->name));
    if (all) {
        snprintf(id, sizeof id, "tool-%" PRId64, tool->seq);
        writer_text(out, "client", slice_of(id));
        writer_text(out, "deployment", slice_of(id + strlen("tool-")));
        writer_text(out, "login", slice_of(tool->login));
        writer_raw(out, "redirects", slice_of(tool->redirects ? tool->redirects : "[]"));
        writer_bool(out, "names", tool->names);
    }
    writer_end(out);
}

static enum err tool_list(const void *state, const struct json *data, const struct scene *scene,
                          struct writer *out)
{
    bool all = scene->role & (ROLE_ACADEMY_ORGANISER | ROLE_SYSTEM);
    struct map_at at = {0};
    UNUSED(data);
    writer_object(out, "tools");
    while (map_next(state, &at))
        tool_write(at.value, all, out);
    writer_end(out);
    return ERR_NONE;
}

static const struct row rows[] = {
    {
        .name = "tool.set",
        .keep = {keep_all},
        .roles = ROLE_ACADEMY_ORGANISER,
        .phases = PHASE_ANY,
        .read = set_read,
        .check = set_check,
        .apply = set_apply,
    },
    {
        .name = "tool.remove",
        .keep = {keep_all},
        .roles = ROLE_ACADEMY_ORGANISER,
        .phases = PHASE_ANY,
        .read = remove_read,
        .check = remove_check,
        .apply = remove_apply,
    },
};

static const struct query queries[] = {
    {.name = "tool.list", .roles = ROLE_ACADEMY_ALL, .answer = tool_list},
};

const struct feature tool_feature = {
    .name = "tool",
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .queries = queries,
    .queries_count = sizeof queries / sizeof queries[0],
    .state_new = tools_new,
    .state_free = tools_free,
};
