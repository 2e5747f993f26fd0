/* SPDX-License-Identifier: Apache-2.0
 *
 * Identities and their tokens. A participant's number is given once, also across restarts: two
 * windows are two people unless they say otherwise.
 */
#include "demo.h"

#include <ctype.h>

#include "base/hash.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/unused.h"
#include "base/writer.h"
#include "demo_academy.h"
#include "demo_rooms.h"
#include "keys.h"
#include "net/origin.h"

enum { HOURS = 12, NUMBER_MAX = 1000000, VALUE_BYTES = 24 };

struct demo {
    struct demo_rooms *rooms;     /* owned */
    struct demo_academy *academy; /* owned */
    loop_fn *ready;               /* of demo_start */
    void *context;
    struct loop *loop;
    const struct config *config;
    struct slice key; /* borrowed */
    char *count_path; /* owned; NULL: not kept */
    int64_t count;    /* the last participant's number */
    int64_t kept;     /* the number that the file says: no less */
    bool shared;      /* other instances give numbers too */
};

struct identity {
    const char *role, *name;
};

static const struct identity staff[] = {
    {"host", "Host"},           {"moderator", "Moderator"},
    {"presenter", "Presenter"}, {"organiser", "Organiser"},
    {"manager", "Manager"},     {"coordinator", "Coordinator of Tunisia"}};
enum { STAFF = sizeof staff / sizeof *staff };

bool demo_address_allowed(struct slice address)
{
    return origin_name_is_loopback(address);
}

static void count_read(struct demo *demo)
{
    FILE *file = demo->count_path ? fopen(demo->count_path, "re") : NULL;
    long long count = 0;
    if (!file)
        return;
    if (fscanf(file, "%lld", &count) == 1 && count > 0 && count <= NUMBER_MAX)
        demo->count = demo->kept = count;
    fclose(file);
}

/* Instances that do not know of each other's participants number them from different thousands. */
static void count_spread(struct demo *demo)
{
    enum { THOUSANDS = 900 };
    unsigned random;
    hash_random(&random, sizeof random);
    demo->count = (1 + random % THOUSANDS) * INT64_C(1000);
}

/* Replaced whole: a kill in the middle must not start again from 1. Nor does it wait for the disk
 * whenever somebody comes: a kill skips a few numbers instead. */
static void count_write(struct demo *demo, int64_t kept)
{
    char temporary[4096];
    demo->kept = kept;
    if (!demo->count_path)
        return;
    snprintf(temporary, sizeof temporary, "%s.new", demo->count_path);
    FILE *file = fopen(temporary, "we");
    bool good = file && fprintf(file, "%lld\n", (long long)kept) > 0;
    if (file && fclose(file) != 0)
        good = false;
    if (!good || rename(temporary, demo->count_path) != 0)
        log_line(LOG_WARN, "the demo cannot keep its count of participants", NULL);
}

struct demo *demo_new(const struct demo_options *options)
{
    struct demo *demo = mem_new(sizeof *demo);
    demo->rooms = demo_rooms_new(options->loop, options->journal, options->hub);
    demo->academy = demo_academy_new(options->loop, options->hub,
                                     config_int(options->config, CONFIG_DEMO_PEOPLE));
    demo->loop = options->loop;
    demo->config = options->config;
    demo->key = options->key;
    demo->count_path = options->count_path ? mem_text(slice_of(options->count_path)) : NULL;
    demo->shared = hub_node(options->hub).len > 0;
    if (demo->shared)
        count_spread(demo);
    else
        count_read(demo);
    return demo;
}

static void rooms_ready(void *context)
{
    struct demo *demo = context;
    demo_academy_start(demo->academy, demo->ready, demo->context);
}

void demo_start(struct demo *demo, loop_fn *ready, void *context)
{
    demo->ready = ready;
    demo->context = context;
    demo_rooms_start(demo->rooms, rooms_ready, demo);
}

void demo_stop(struct demo *demo)
{
    demo_rooms_stop(demo->rooms);
    demo_academy_stop(demo->academy);
}

void demo_free(struct demo **demo)
{
    if (!*demo)
        return;
    if ((*demo)->kept != (*demo)->count && !(*demo)->shared)
        count_write(*demo, (*demo)->count);
    demo_rooms_free(&(*demo)->rooms);
    demo_academy_free(&(*demo)->academy);
    mem_free((*demo)->count_path);
    mem_free(*demo);
    *demo = NULL;
}

/* The value of `name` in a query ("a=b&c=d"), as letters and digits alone; false when absent or
 * anything else. */
static bool query_find(struct slice query, const char *name, char value[VALUE_BYTES])
{
    size_t name_len = strlen(name);
    while (query.len > 0) {
        const char *end = memchr(query.at, '&', query.len);
        struct slice pair = {query.at, end ? (size_t)(end - query.at) : query.len};
        query.at += pair.len + (end != NULL);
        query.len -= pair.len + (end != NULL);
        if (pair.len <= name_len || memcmp(pair.at, name, name_len) != 0 ||
            pair.at[name_len] != '=' || pair.len - name_len - 1 >= VALUE_BYTES)
            continue;
        size_t len = pair.len - name_len - 1;
        memcpy(value, pair.at + name_len + 1, len);
        value[len] = 0;
        for (size_t i = 0; i < len; i++)
            if (!isalnum((unsigned char)value[i]))
                return false;
        return len > 0;
    }
    return false;
}

static bool number_read(const char *text, int64_t *number)
{
    char *end = NULL;
    long long value = strtoll(text, &end, 10);
    *number = value;
    return end != text && !*end && value > 0 && value <= NUMBER_MAX;
}

/* Who is asked for: a role (a participant with a number, or the next one), or an id given before.
 */
static bool identity_choose(struct demo *demo, struct slice query, struct token_order *order,
                            char texts[2][64])
{
    char identity[VALUE_BYTES] = "", id[VALUE_BYTES] = "", text[VALUE_BYTES];
    int64_t number = demo->count + 1;
    bool by_id = query_find(query, "id", id);
    if (!by_id && !query_find(query, "identity", identity))
        return false;
    for (int i = 0; i < STAFF; i++)
        if (strcmp(by_id ? id : identity, staff[i].role) == 0) {
            order->id = slice_of(staff[i].role);
            order->name = slice_of(staff[i].name);
            return true;
        }
    bool numbered =
        by_id ? id[0] == 'p' && number_read(id + 1, &number) : strcmp(identity, "participant") == 0;
    if (numbered && !by_id && query_find(query, "number", text))
        numbered = number_read(text, &number);
    if (!numbered || number > NUMBER_MAX)
        return false;
    if (number == demo->count + 1 || (number > demo->count && !demo->shared)) {
        enum { AHEAD = 50 };
        demo->count = number;
        if (number > demo->kept)
            count_write(demo, number + AHEAD);
    }
    demo_academy_come(demo->academy, number);
    snprintf(texts[0], sizeof texts[0], "p%lld", (long long)number);
    snprintf(texts[1], sizeof texts[1], "Participant %lld", (long long)number);
    order->id = slice_of(texts[0]);
    order->name = slice_of(texts[1]);
    return true;
}

static enum err token_answer(void *context, struct slice query, struct buffer *json_out)
{
    struct demo *demo = context;
    int64_t now_s = loop_now_ms(demo->loop) / 1000;
    int64_t hours_max = config_int(demo->config, CONFIG_TOKEN_MAX_HOURS);
    int64_t life_s = (hours_max < HOURS ? hours_max : HOURS) * 3600;
    char texts[2][64];
    struct token_order order = {
        .alg = TOKEN_HS256,
        .key = demo->key,
        .kid = keys_text(demo->config, CONFIG_TOKEN_KEY_ID),
        .issuer = keys_text(demo->config, CONFIG_TOKEN_ISSUER),
        .audience = keys_text(demo->config, CONFIG_TOKEN_AUDIENCE),
        .iat_s = now_s,
        .exp_s = now_s + life_s,
    };
    struct buffer token;
    struct writer writer;
    if (!identity_choose(demo, query, &order, texts))
        return ERR_BAD_REQUEST;
    buffer_init(&token, TOKEN_BYTES);
    enum err error = token_make(&order, &token);
    writer_init(&writer, json_out);
    writer_object(&writer, NULL);
    writer_text(&writer, "token", buffer_slice(&token));
    writer_text(&writer, "id", order.id);
    writer_text(&writer, "name", order.name);
    writer_end(&writer);
    buffer_done(&token);
    return error;
}

static enum err academy_answer(void *context, struct slice query, struct buffer *json_out)
{
    const struct demo *demo = context;
    struct writer writer;
    UNUSED(query);
    writer_init(&writer, json_out);
    writer_object(&writer, NULL);
    demo_rooms_view(demo->rooms, &writer);
    writer_array(&writer, "identities");
    for (int i = 0; i < STAFF; i++)
        writer_text(&writer, NULL, slice_of(staff[i].role));
    writer_text(&writer, NULL, SLICE("participant"));
    writer_end(&writer);
    writer_end(&writer);
    return ERR_NONE;
}

void demo_routes(struct demo *demo, struct net_route routes[DEMO_ROUTES])
{
    static const char local[] =
        "The demo lets everybody be anybody: it answers this machine alone, "
        "under http://localhost, http://127.0.0.1 or http://[::1].";
    routes[0] = (struct net_route){
        .method = "GET", .path = "/demo", .local = local, .answer = academy_answer};
    routes[1] = (struct net_route){
        .method = "POST", .path = "/demo/token", .local = local, .answer = token_answer};
    for (int i = 0; i < DEMO_ROUTES; i++)
        routes[i].context = demo;
}
