/* SPDX-License-Identifier: Apache-2.0
 * By a hub of our own, or by that of a server. */
#include "operate.h"

#include <stdio.h>
#include <time.h>

#include "base/hash.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/writer.h"
#include "bus/redis.h"
#include "cmd_api.h"
#include "features/features.h"
#include "hub/hub.h"
#include "journal/backend.h"
#include "searching.h"
#include "store.h"

enum { DATA_BYTES = 65536, ANSWER_BYTES = 16 << 20 };

struct operate {
    const struct config *config;
    struct loop *loop; /* NULL: a server holds the journal */
    struct journal *journal;
    struct bus *bus;
    struct kinds *kinds;
    struct hub *hub;
    bool whole;                /* with these: */
    struct contents *contents; /* NULL: not */
    struct searching searching;
    struct buffer *out; /* of the call under way */
    enum err error;
};

static struct backend *backend_open(const struct config *config, char why[OPERATE_WHY_BYTES])
{
    const char *url = config_text(config, CONFIG_JOURNAL_URL);
    if (strncmp(url, "sqlite:", 7) == 0)
        return sqlite_open(url + 7, why, OPERATE_WHY_BYTES);
    if (strncmp(url, "postgres", 8) == 0)
        return postgres_open(url, config_text(config, CONFIG_JOURNAL_KEYS), why, OPERATE_WHY_BYTES);
    snprintf(why, OPERATE_WHY_BYTES, "a journal in memory has no command line");
    return NULL;
}

/* The other instances hear of it at once where there is a bus. */
static struct bus *bus_open(struct operate *operate, char why[OPERATE_WHY_BYTES])
{
    const char *urls = config_text(operate->config, CONFIG_BUS_URL);
    const struct redis_options options = {.loop = operate->loop,
                                          .urls = urls,
                                          .prefix =
                                              config_text(operate->config, CONFIG_BUS_PREFIX)};
    return *urls ? redis_open(&options, why, OPERATE_WHY_BYTES) : bus_local_new();
}

static bool beside_open(struct operate *operate, char why[OPERATE_WHY_BYTES])
{
    const char *url = config_text(operate->config, CONFIG_JOURNAL_URL);
    struct buffer reason;
    buffer_init(&reason, OPERATE_WHY_BYTES);
    operate->contents = store_open(operate->loop, operate->config, url, &reason);
    if (!operate->contents)
        snprintf(why, OPERATE_WHY_BYTES, "%.*s", (int)reason.len, reason.bytes);
    else
        searching_open(&operate->searching, operate->loop, url);
    buffer_done(&reason);
    return operate->contents;
}

static bool hub_open(struct operate *operate, struct backend *backend, char why[OPERATE_WHY_BYTES])
{
    operate->loop = loop_new();
    operate->journal = journal_new(operate->loop, backend);
    if (operate->whole && !beside_open(operate, why))
        return false;
    operate->bus = bus_open(operate, why);
    operate->kinds = kinds_new(kinds_all, why, OPERATE_WHY_BYTES);
    if (!operate->bus || !operate->kinds)
        return false;
    const struct hub_options options = {
        .academy = "academy:main",
        .erase_ms = config_int(operate->config, CONFIG_JOURNAL_ERASE_DAYS) * 86400 * 1000 + 1,
        .contents = operate->contents,
        .searcher = operate->searching.searcher,
    };
    operate->hub = hub_new(operate->loop, operate->journal, operate->bus, operate->kinds, &options);
    if (operate->whole)
        searching_begin(&operate->searching, operate->journal, operate->kinds);
    return true;
}

/* Whether a server that answers has this journal in PostgreSQL: it knows the key that lies there.
 * Without a bus it would hear of nothing that is done beside it. */
static bool is_served(const struct config *config)
{
    struct buffer out;
    if (strncmp(config_text(config, CONFIG_JOURNAL_URL), "postgres", 8) != 0)
        return false;
    buffer_init(&out, ANSWER_BYTES);
    int status = api_call(config, "GET", "/api/rooms/academy:main/person.list?limit=1",
                          (struct slice){NULL, 0}, &out);
    buffer_done(&out);
    return status == 200;
}

static struct operate *open_as(const struct config *config, bool whole, char why[OPERATE_WHY_BYTES])
{
    struct operate *operate = mem_new(sizeof *operate);
    operate->config = config;
    operate->whole = whole;
    if (is_served(config))
        return operate;
    struct backend *backend = backend_open(config, why);
    if (backend ? !hub_open(operate, backend, why) : !strstr(why, "in use"))
        operate_close(&operate);
    return operate;
}

struct operate *operate_open(const struct config *config, char why[OPERATE_WHY_BYTES])
{
    return open_as(config, false, why);
}

struct operate *operate_open_whole(const struct config *config, char why[OPERATE_WHY_BYTES])
{
    return open_as(config, true, why);
}

static void stop(void *context)
{
    const struct operate *operate = context;
    loop_stop(operate->loop);
}

void operate_close(struct operate **operate)
{
    struct operate *one = *operate;
    if (one->hub) {
        hub_close(one->hub, stop, one);
        loop_run(one->loop);
    }
    contents_close(&one->contents);
    searching_end(&one->searching);
    if (one->journal)
        journal_close(&one->journal);
    if (one->hub)
        hub_free(&one->hub);
    kinds_free(&one->kinds);
    if (one->bus)
        bus_close(&one->bus);
    searching_close(&one->searching);
    if (one->loop)
        loop_free(&one->loop);
    mem_free(one);
    *operate = NULL;
}

static void answered(void *context, const struct hub_answer *answer)
{
    struct operate *operate = context;
    operate->error = answer->error;
    if (answer->json.at)
        buffer_add(operate->out, answer->json);
    else if (!answer->error)
        buffer_addf(operate->out, "{\"seq\":%lld}", (long long)answer->seq);
    loop_stop(operate->loop);
}

/* The data with the room and the op. */
static void write_data(const struct operate_call *call, struct buffer *out)
{
    char random[23];
    hash_random_id(random);
    buffer_addf(out, "{\"room\":\"academy:main\",\"op\":\"%.*s\"",
                call->op.at ? (int)call->op.len : 22, call->op.at ? call->op.at : random);
    if (call->data.len > 2)
        buffer_addf(out, ",%.*s", (int)call->data.len - 1, call->data.at + 1);
    else
        buffer_add_byte(out, '}');
}

static bool call_here(struct operate *operate, const char *method, struct slice text,
                      struct buffer *out, char why[OPERATE_WHY_BYTES])
{
    const struct actor system = {.id = ENTRY_SYSTEM, .name = SLICE("")};
    struct json *data = NULL;
    operate->out = out;
    operate->error = json_parse(text, &data);
    if (!operate->error) {
        hub_command(operate->hub, &system, slice_of(method), data, answered, operate);
        loop_run(operate->loop);
    }
    json_free(&data);
    if (operate->error)
        snprintf(why, OPERATE_WHY_BYTES, "%s (%s)", error_text(operate->error),
                 error_name(operate->error));
    return !operate->error;
}

void operate_wait(struct operate *operate, int64_t ms)
{
    if (!operate->loop) {
        const struct timespec time = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
        (void)nanosleep(&time, NULL);
        return;
    }
    struct timer *timer = loop_after(operate->loop, ms, stop, operate);
    loop_run(operate->loop);
    timer_close(&timer);
}

bool operate_post(struct operate *operate, const char *path, struct slice body, struct buffer *out,
                  char why[OPERATE_WHY_BYTES])
{
    struct json *problem = NULL;
    struct slice detail = {NULL, 0};
    int status = api_call(operate->config, "POST", path, body, out);
    if (status == 200)
        return true;
    if (status == 0) {
        snprintf(why, OPERATE_WHY_BYTES, "%.*s", (int)out->len, out->bytes);
        return false;
    }
    (void)json_parse(buffer_slice(out), &problem);
    if (!json_get_text(problem, "detail", &detail) && !json_get_text(problem, "title", &detail))
        detail = SLICE("the server refuses");
    snprintf(why, OPERATE_WHY_BYTES, "%.*s (HTTP %d)", (int)detail.len, detail.at, status);
    json_free(&problem);
    return false;
}

bool operate_call(struct operate *operate, const struct operate_call *call, struct buffer *out,
                  char why[OPERATE_WHY_BYTES])
{
    char path[128];
    struct buffer text;
    buffer_init(&text, DATA_BYTES);
    write_data(call, &text);
    snprintf(path, sizeof path, "/api/rooms/academy:main/%s", call->method);
    bool good = operate->loop ? call_here(operate, call->method, buffer_slice(&text), out, why)
                              : operate_post(operate, path, buffer_slice(&text), out, why);
    buffer_done(&text);
    return good;
}

void operate_settle(struct operate *operate)
{
    enum { LOOK_MS = 100, LOOKS = 3000 };
    bool behind = operate->hub;
    for (int look = 0; behind && look < LOOKS; look++) {
        operate_wait(operate, LOOK_MS);
        struct indexing_stats stats = {.refused = true};
        if (operate->searching.indexing)
            stats = indexing_stats(operate->searching.indexing);
        behind = (stats.waiting > 0 || stats.looking || stats.cleaning) && !stats.refused;
        behind = behind || hub_erases(operate->hub);
    }
}
