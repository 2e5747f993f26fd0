/* SPDX-License-Identifier: Apache-2.0
 * Written when it is asked for, read when it is used; nothing of it is kept. */
#include "net/upload_ticket.h"

#include "base/base64url.h"
#include "base/bounds.h"
#include "base/text.h"
#include "base/text_clean.h"
#include "core/kinds.h"
#include "core/veil.h"
#include "loop/loop.h"
#include "net/api_site.h"
#include "net/media.h"
#include "net/upload_store.h"

enum {
    TICKET_BYTES = 2800,
    ADDRESS_BYTES_MAX = 4096, /* the library's room for all headers is 8 kB */
    MAC_CHARS = 22,
    FILE_NAME_CHARS = 190, /* `file.add` takes 200: its kind may be put behind */
};

static const struct slice upload_path = {"/api/uploads/", 13};

bool upload_ticket_is(struct slice path)
{
    return slice_starts(path, upload_path);
}

int64_t upload_ticket_int(const struct json *ticket, const char *key)
{
    int64_t number = 0;
    (void)json_get_int(ticket, key, &number);
    return number;
}

struct slice upload_ticket_text(const struct json *ticket, const char *key)
{
    struct slice text = {"", 0};
    (void)json_get_text(ticket, key, &text);
    return text;
}

/* What is to be uploaded, as it was announced. */
struct announced {
    int64_t bytes, until_s;
    int64_t deck; /* the pages go behind those of that one; 0: not said */
    bool anonymous;
    struct buffer name;
};

/* Another for each: nothing joins two files of one person. */
static void mask_write(struct writer *writer)
{
    char random[23];
    hash_random_id(random);
    writer_text(writer, "mask", (struct slice){random, VEIL_MASK_CHARS});
}

static void ticket_write(const struct exchange *exchange, const struct announced *announced,
                         struct buffer *out)
{
    struct slice text = {NULL, 0};
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_text(&writer, "person", exchange->actor.id);
    writer_text(&writer, "called", exchange->actor.name);
    static const char *const members[] = {"room", "for", "op", "use"};
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++)
        if (exchange_text(exchange, members[i], &text))
            writer_text(&writer, members[i], text);
    if (announced->deck)
        writer_int(&writer, "deck", announced->deck);
    if (announced->anonymous)
        mask_write(&writer);
    writer_text(&writer, "name", buffer_slice(&announced->name));
    writer_int(&writer, "bytes", announced->bytes);
    writer_int(&writer, "until", announced->until_s);
    writer_end(&writer);
}

static bool is_sight(struct slice word)
{
    return slice_is(word, "room") || slice_is(word, "staff") || slice_is(word, "own") ||
           slice_is(word, "post");
}

/* Members that may be there. */
static bool is_well_asked(const struct exchange *exchange, struct announced *announced)
{
    struct slice op, sight, use;
    bool has_sight = exchange_text(exchange, "for", &sight);
    if ((exchange_text(exchange, "op", &op) && !text_is_id(op)) ||
        (has_sight && !is_sight(sight)) ||
        (exchange_text(exchange, "use", &use) && !slice_is(use, "slides")))
        return false;
    if (json_get(exchange->body, "anonymous") &&
        (!json_get_bool(exchange->body, "anonymous", &announced->anonymous) ||
         (announced->anonymous && !(has_sight && slice_is(sight, "post")))))
        return false;
    return !json_get(exchange->body, "deck") ||
           (json_get_int(exchange->body, "deck", &announced->deck) && announced->deck > 0);
}

static enum err announce_check(const struct exchange *exchange, int64_t bytes_max,
                               struct announced *announced)
{
    struct slice room, name;
    if (!exchange_text(exchange, "room", &room) || !exchange_text(exchange, "name", &name) ||
        !json_get_int(exchange->body, "bytes", &announced->bytes) || announced->bytes < 1 ||
        room.len > ROOM_NAME_BYTES || !is_well_asked(exchange, announced))
        return ERR_BAD_REQUEST;
    if (announced->bytes > bytes_max)
        return ERR_FILE_TOO_LARGE;
    return text_clean_line(name, FILE_NAME_CHARS, &announced->name);
}

static void address_write(const struct media *media, struct slice ticket, struct buffer *out)
{
    buffer_add(out, upload_path);
    base64url_write(ticket, out);
    buffer_add_byte(out, '.');
    media_prove(media, "upload", ticket, out);
}

static void announce_answer(struct exchange *exchange, const struct media *media,
                            struct announced *announced)
{
    struct buffer ticket, address;
    announced->until_s = loop_now_ms(exchange->site->loop) / 1000 + BOUND_UPLOAD_SECONDS;
    buffer_init(&ticket, TICKET_BYTES);
    buffer_init(&address, ADDRESS_BYTES_MAX);
    ticket_write(exchange, announced, &ticket);
    address_write(media, buffer_slice(&ticket), &address);
    struct writer *writer = exchange_writer(exchange);
    writer_text(writer, "url", buffer_slice(&address));
    writer_int(writer, "expires", announced->until_s * 1000);
    if (ticket.full || address.full)
        exchange_fail(exchange, ERR_TEXT_TOO_LONG);
    else
        exchange_send(exchange, 200);
    buffer_done(&ticket);
    buffer_done(&address);
}

void upload_ticket_announce(struct exchange *exchange, const struct media *media, int64_t bytes_max)
{
    struct announced announced = {.bytes = 0};
    buffer_init(&announced.name, UPLOAD_NAME_BYTES);
    enum err error = announce_check(exchange, bytes_max, &announced);
    if (error == ERR_NONE)
        announce_answer(exchange, media, &announced);
    else
        exchange_fail(exchange, error);
    buffer_done(&announced.name);
}

struct json *upload_ticket_read(const struct media *media, struct slice path, int64_t now_ms)
{
    struct json *ticket = NULL;
    struct buffer text;
    struct slice word = {path.at + upload_path.len, path.len - upload_path.len};
    if (word.len <= MAC_CHARS + 1 || word.at[word.len - MAC_CHARS - 1] != '.')
        return NULL;
    struct slice mac = {word.at + word.len - MAC_CHARS, MAC_CHARS};
    word.len -= MAC_CHARS + 1;
    buffer_init(&text, TICKET_BYTES);
    if (!base64url_read(word, &text) || !media_proves(media, "upload", buffer_slice(&text), mac) ||
        json_parse(buffer_slice(&text), &ticket) != ERR_NONE)
        ticket = NULL;
    buffer_done(&text);
    if (ticket && upload_ticket_int(ticket, "until") <= now_ms / 1000)
        json_free(&ticket);
    return ticket;
}
