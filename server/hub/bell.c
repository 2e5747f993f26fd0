/* SPDX-License-Identifier: Apache-2.0
 * What is sealed of an entry: the number of this form (1 byte), at_ms (8 bytes), then type, by,
 * name, op and text, each behind its length (4 bytes); numbers are big-endian. What it is about:
 * the form again, seq (8 bytes), epoch and room, with a zero byte between these. Of a message: its
 * form, the time and the message; about the form, 0, the epoch and the instance it is for. Of a
 * sight: its form, the time, type and text; about the form, the seq, the epoch and the room. */
#include "hub/bell.h"

#include "base/bounds.h"
#include "base/mem.h"
#include "base/seal.h"

enum { FORM_ENTRY = 1, FORM_MESSAGE = 2, FORM_SIGHT = 3 };
enum { LENGTH_BYTES = 4, NUMBER_BYTES = 8, ABOUT_BYTES = 512 };

struct bell {
    struct loop *loop;
    struct journal *journal;
    struct bus *bus;
    struct seal *seal; /* owned; NULL while the secret is not known */
    struct bell_stats stats;
    struct buffer about, plain, sealed; /* of one call */
};

struct bell *bell_new(struct loop *loop, struct journal *journal, struct bus *bus)
{
    struct bell *bell = mem_new(sizeof *bell);
    bell->loop = loop;
    bell->journal = journal;
    bell->bus = bus;
    buffer_init(&bell->about, ABOUT_BYTES);
    buffer_init(&bell->plain, BOUND_BELL_BYTES - SEAL_MORE_BYTES);
    buffer_init(&bell->sealed, BOUND_BELL_BYTES);
    return bell;
}

void bell_free(struct bell **bell)
{
    if (!*bell)
        return;
    seal_free(&(*bell)->seal);
    buffer_done(&(*bell)->about);
    buffer_done(&(*bell)->plain);
    buffer_done(&(*bell)->sealed);
    mem_free(*bell);
    *bell = NULL;
}

static bool ready(struct bell *bell)
{
    unsigned char secret[JOURNAL_SECRET_BYTES];
    if (!bell->seal && journal_secret(bell->journal, secret))
        bell->seal = seal_new(secret);
    return bell->seal;
}

static void number_add(struct buffer *out, uint64_t number, unsigned bytes)
{
    char text[NUMBER_BYTES];
    for (unsigned i = 0; i < bytes; i++)
        text[i] = (char)(number >> 8 * (bytes - 1 - i) & 255);
    buffer_add(out, (struct slice){text, bytes});
}

static void text_add(struct buffer *out, struct slice text)
{
    number_add(out, text.len, LENGTH_BYTES);
    buffer_add(out, text);
}

static struct slice about(struct bell *bell, unsigned form, struct slice name, int64_t seq)
{
    struct buffer *out = &bell->about;
    buffer_clear(out);
    number_add(out, form, 1);
    number_add(out, (uint64_t)seq, NUMBER_BYTES);
    buffer_add(out, journal_epoch(bell->journal));
    buffer_add_byte(out, '\0');
    buffer_add(out, name);
    return buffer_slice(out);
}

/* ---- telling ----------------------------------------------------------------------------------
 */

/* Absent when it cannot be carried. */
static struct slice sealed_of(struct bell *bell, const struct entry *entry)
{
    const struct slice texts[] = {entry->type, entry->by, entry->name, entry->op, entry->text};
    struct slice meant = about(bell, FORM_ENTRY, entry->room, entry->seq);
    buffer_clear(&bell->plain);
    buffer_clear(&bell->sealed);
    number_add(&bell->plain, FORM_ENTRY, 1);
    number_add(&bell->plain, (uint64_t)entry->at_ms, NUMBER_BYTES);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        text_add(&bell->plain, texts[i]);
    if (bell->about.full || bell->plain.full)
        return (struct slice){NULL, 0};
    seal_write(bell->seal, meant, buffer_slice(&bell->plain), &bell->sealed);
    return buffer_slice(&bell->sealed);
}

void bell_ring(struct bell *bell, const struct entry *entry)
{
    struct slice sealed = {NULL, 0};
    if (bus_node(bell->bus).len > 0 && ready(bell))
        sealed = sealed_of(bell, entry);
    bus_publish(bell->bus, entry->room, entry->seq, sealed);
}

bool bell_tell(struct bell *bell, struct slice node, struct slice message)
{
    struct buffer plain, sealed;
    if (bus_node(bell->bus).len == 0)
        return bus_tell(bell->bus, node, message);
    if (!ready(bell))
        return false;
    buffer_init(&plain, BOUND_BUS_MESSAGE_BYTES);
    buffer_init(&sealed, BOUND_BUS_MESSAGE_BYTES);
    number_add(&plain, FORM_MESSAGE, 1);
    number_add(&plain, (uint64_t)loop_now_ms(bell->loop), NUMBER_BYTES);
    buffer_add(&plain, message);
    seal_write(bell->seal, about(bell, FORM_MESSAGE, node, 0), buffer_slice(&plain), &sealed);
    bool told = !plain.full && !sealed.full && bus_tell(bell->bus, node, buffer_slice(&sealed));
    buffer_done(&plain);
    buffer_done(&sealed);
    return told;
}

void bell_show(struct bell *bell, struct slice room, int64_t seq, const struct bell_sight *sight)
{
    if (bus_node(bell->bus).len == 0 || seq < 1 || !ready(bell))
        return;
    struct slice meant = about(bell, FORM_SIGHT, room, seq);
    buffer_clear(&bell->plain);
    buffer_clear(&bell->sealed);
    number_add(&bell->plain, FORM_SIGHT, 1);
    number_add(&bell->plain, (uint64_t)loop_now_ms(bell->loop), NUMBER_BYTES);
    text_add(&bell->plain, sight->type);
    text_add(&bell->plain, sight->text);
    if (bell->about.full || bell->plain.full)
        return;
    seal_write(bell->seal, meant, buffer_slice(&bell->plain), &bell->sealed);
    bus_publish(bell->bus, room, seq, buffer_slice(&bell->sealed));
}

/* ---- hearing ----------------------------------------------------------------------------------
 */

/* Takes what is there off *from; a number is 0, a text absent, when there is too little. */
static struct slice bytes_take(struct slice *from, uint64_t bytes)
{
    struct slice taken = {from->at, (size_t)bytes};
    if (!from->at || bytes > from->len) {
        *from = (struct slice){NULL, 0};
        return *from;
    }
    *from = (struct slice){from->at + bytes, from->len - (size_t)bytes};
    return taken;
}

static uint64_t number_take(struct slice *from, unsigned bytes)
{
    uint64_t number = 0;
    struct slice taken = bytes_take(from, bytes);
    for (size_t i = 0; i < taken.len; i++)
        number = number << 8 | (unsigned char)taken.at[i];
    return number;
}

static struct slice text_take(struct slice *from)
{
    return bytes_take(from, number_take(from, LENGTH_BYTES));
}

/* Fills all but room and seq, with texts borrowed from `plain`. */
static bool entry_read(struct slice plain, struct entry *entry)
{
    struct slice *const texts[] = {&entry->type, &entry->by, &entry->name, &entry->op,
                                   &entry->text};
    if (number_take(&plain, 1) != FORM_ENTRY)
        return false;
    entry->at_ms = (int64_t)number_take(&plain, NUMBER_BYTES);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        *texts[i] = text_take(&plain);
    return plain.at && plain.len == 0;
}

static bool is_fresh(const struct bell *bell, int64_t at_ms)
{
    int64_t age_ms = loop_now_ms(bell->loop) - at_ms;
    return age_ms <= BOUND_BELL_SECONDS * 1000 && age_ms >= -BOUND_BELL_SECONDS * 1000;
}

static struct entry *open_sealed(struct bell *bell, struct slice room, int64_t seq,
                                 struct slice sealed)
{
    struct entry read = {.seq = seq, .room = room};
    struct slice meant = about(bell, FORM_ENTRY, room, seq);
    buffer_clear(&bell->plain);
    if (bell->about.full || !seal_read(bell->seal, meant, sealed, &bell->plain) ||
        !entry_read(buffer_slice(&bell->plain), &read) || !is_fresh(bell, read.at_ms))
        return NULL;
    return entry_new(&read);
}

struct entry *bell_open(struct bell *bell, struct slice room, int64_t seq, struct slice sealed)
{
    if (!sealed.at)
        return NULL;
    struct entry *entry = ready(bell) ? open_sealed(bell, room, seq, sealed) : NULL;
    if (entry)
        bell->stats.opened++;
    else
        bell->stats.refused++;
    return entry;
}

bool bell_shown(struct bell *bell, struct slice room, int64_t seq, struct slice sealed,
                struct bell_sight *sight)
{
    if (!sealed.at || !ready(bell))
        return false;
    struct slice meant = about(bell, FORM_SIGHT, room, seq);
    buffer_clear(&bell->plain);
    if (bell->about.full || !seal_read(bell->seal, meant, sealed, &bell->plain))
        return false;
    struct slice plain = buffer_slice(&bell->plain);
    if (number_take(&plain, 1) != FORM_SIGHT ||
        !is_fresh(bell, (int64_t)number_take(&plain, NUMBER_BYTES)))
        return false;
    sight->type = text_take(&plain);
    sight->text = text_take(&plain);
    return plain.at && plain.len == 0;
}

static bool open_message(struct bell *bell, struct slice sealed, struct buffer *plain)
{
    struct slice meant = about(bell, FORM_MESSAGE, bus_node(bell->bus), 0);
    if (!ready(bell) || !seal_read(bell->seal, meant, sealed, plain))
        return false;
    struct slice rest = buffer_slice(plain);
    return number_take(&rest, 1) == FORM_MESSAGE &&
           is_fresh(bell, (int64_t)number_take(&rest, NUMBER_BYTES));
}

bool bell_told(struct bell *bell, struct slice told, struct buffer *message)
{
    if (bus_node(bell->bus).len == 0) {
        buffer_add(message, told);
        return !message->full;
    }
    bool opened = open_message(bell, told, message);
    if (opened)
        buffer_drop(message, 1 + NUMBER_BYTES);
    else
        bell->stats.refused++;
    return opened;
}

struct bell_stats bell_stats(const struct bell *bell)
{
    return bell->stats;
}
