/* SPDX-License-Identifier: Apache-2.0
 * The members that net/outbox.c tells of. */
#include "net/outbox_row.h"

#include "base/writer.h"

enum { WAIT_MS_MAX = 3600000 };

bool outbox_row_once(enum letter letter)
{
    static const bool once[LETTERS] = {[LETTER_BEGINS] = true,
                                       [LETTER_LAPSES] = true,
                                       [LETTER_NEWS] = true,
                                       [LETTER_GRANTED] = true,
                                       [LETTER_REFUSED] = true};
    return once[letter];
}

int64_t outbox_row_wait(const struct outbox_times *times, int64_t first_ms)
{
    int64_t wait_ms = first_ms;
    for (int64_t i = 1; i < times->tries && wait_ms < WAIT_MS_MAX; i++)
        wait_ms *= 2;
    return wait_ms < WAIT_MS_MAX ? wait_ms : WAIT_MS_MAX;
}

void outbox_row_write(const struct outbox_times *times, struct slice sealed, struct buffer *out)
{
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_int(&writer, "at", times->at_ms);
    writer_int(&writer, "until", times->until_ms);
    writer_int(&writer, "made", times->made_ms);
    writer_int(&writer, "tries", times->tries);
    if (times->claimed)
        writer_bool(&writer, "claimed", true);
    writer_text(&writer, "sealed", sealed);
    writer_end(&writer);
}

bool outbox_row_read(const struct json *value, struct outbox_times *times, struct slice *sealed)
{
    times->claimed = false;
    (void)json_get_bool(value, "claimed", &times->claimed);
    return json_get_int(value, "at", &times->at_ms) &&
           json_get_int(value, "until", &times->until_ms) &&
           json_get_int(value, "made", &times->made_ms) &&
           json_get_int(value, "tries", &times->tries) && json_get_text(value, "sealed", sealed);
}
