/* SPDX-License-Identifier: Apache-2.0
 * Frames appended at the end, whole ones dropped at the start, publications found again by seq. */
#include "fanout/tape.h"

#include "base/bounds.h"
#include "base/check.h"
#include "base/frame.h"
#include "base/mem.h"
#include "base/writer.h"

enum { MANY = -1 };

static const struct slice suffix = {"}}", 2};

void tape_init(struct tape *tape, struct slice channel, int64_t seq, struct tape_limits limits,
               struct pack *pack)
{
    memset(tape, 0, sizeof *tape);
    buffer_init(&tape->run, limits.bytes + BOUND_VIEW_BYTES);
    struct buffer prefix;
    buffer_init(&prefix, BOUND_COMMAND_BYTES);
    struct writer writer;
    writer_init(&writer, &prefix);
    writer_object(&writer, NULL);
    writer_object(&writer, "push");
    writer_text(&writer, "channel", channel);
    buffer_add(&prefix, SLICE(",\"pub\":"));
    tape->prefix = mem_text(buffer_slice(&prefix));
    tape->prefix_bytes = prefix.len;
    tape->limits = limits;
    tape->pack = pack;
    tape->complete_from = seq;
    tape->tally_lost = seq;
    buffer_done(&prefix);
}

void tape_done(struct tape *tape)
{
    buffer_done(&tape->run);
    mem_free(tape->marks);
    mem_free(tape->prefix);
    memset(tape, 0, sizeof *tape);
}

void tape_bar(struct tape *tape, int64_t seq)
{
    if (tape->complete_from < seq)
        tape->complete_from = seq;
}

/* Drops whole frames until half of what is allowed is left, so that the move is paid seldom. */
static void drop_oldest(struct tape *tape)
{
    size_t drop = 0;
    while (drop < tape->marks_count &&
           (tape->marks_count - drop > tape->limits.frames / 2 ||
            tape_end(tape) - tape->marks[drop].end > tape->limits.bytes / 2))
        drop++;
    if (drop == 0)
        return;
    for (size_t i = 0; i < drop; i++) {
        if (tape->marks[i].event)
            tape_bar(tape, tape->marks[i].seq);
        else
            tape->tally_lost = tape->marks[i].seq;
    }
    uint64_t start = tape->marks[drop - 1].end;
    buffer_drop(&tape->run, (size_t)(start - tape->start));
    tape->start = start;
    tape->marks_count -= drop;
    memmove(tape->marks, tape->marks + drop, tape->marks_count * sizeof *tape->marks);
}

static void add_mark(struct tape *tape, int64_t seq, bool event)
{
    if (tape->marks_count == tape->marks_capacity) {
        size_t more = tape->marks_capacity ? tape->marks_capacity * 2 : 8;
        tape->marks = mem_resize(tape->marks, tape->marks_capacity * sizeof *tape->marks,
                                 more * sizeof *tape->marks);
        tape->marks_capacity = more;
    }
    tape->marks[tape->marks_count++] =
        (struct tape_mark){.end = tape_end(tape), .seq = seq, .event = event};
}

void tape_lose(struct tape *tape, int64_t seq, bool event)
{
    tape->start = tape_end(tape) + 1;
    buffer_clear(&tape->run);
    tape->marks_count = 0;
    if (event)
        tape_bar(tape, seq);
    tape->tally_lost = seq;
}

static void add_payload(const struct tape *tape, struct slice publication, struct buffer *out)
{
    buffer_add(out, (struct slice){tape->prefix, tape->prefix_bytes});
    buffer_add(out, publication);
    buffer_add(out, suffix);
}

static void add_packed(struct tape *tape, struct slice publication)
{
    struct buffer payload, packed;
    buffer_init(&payload, BOUND_TAPE_BYTES);
    buffer_init(&packed, BOUND_TAPE_BYTES);
    add_payload(tape, publication, &payload);
    pack_add(tape->pack, buffer_slice(&payload), &packed);
    frame_write(&tape->run, FRAME_PACKED, buffer_slice(&packed));
    buffer_done(&payload);
    buffer_done(&packed);
}

bool tape_add(struct tape *tape, int64_t seq, bool event, struct slice publication)
{
    size_t payload = tape->prefix_bytes + publication.len + suffix.len;
    if (payload > tape->limits.bytes / 4) {
        tape_lose(tape, seq, event);
        return false;
    }
    if (tape->pack) {
        add_packed(tape, publication);
    } else {
        frame_write_header(&tape->run, FRAME_TEXT, payload);
        add_payload(tape, publication, &tape->run);
    }
    check(!tape->run.full);
    add_mark(tape, seq, event);
    if (tape->marks_count > tape->limits.frames || tape->run.len > tape->limits.bytes)
        drop_oldest(tape);
    return true;
}

void tape_about(struct tape *tape, int64_t thing)
{
    if (tape->marks_count > 0)
        tape->marks[tape->marks_count - 1].thing = thing ? thing : MANY;
}

/* {} is what a ping looks like, and JSON may end in spaces. */
static void blank(struct tape *tape, uint64_t start, uint64_t end)
{
    char *frame = tape->run.bytes + (start - tape->start);
    size_t header = frame_header_bytes(frame), bytes = (size_t)(end - start);
    check(bytes >= header + 2);
    memset(frame + header, ' ', bytes - header);
    memcpy(frame + header, "{}", 2);
}

void tape_hide(struct tape *tape, int64_t thing, tape_blank_fn *fn, void *context)
{
    uint64_t start = tape->start;
    check(!tape->pack);
    for (size_t i = 0; i < tape->marks_count; i++) {
        struct tape_mark *mark = &tape->marks[i];
        bool said = thing ? mark->event && mark->thing == thing : !mark->event;
        if (said && !mark->blank) {
            blank(tape, start, mark->end);
            mark->blank = true;
            fn(context, mark->end);
        }
        if (said && !mark->event)
            tape->tally_lost = tape->marks[tape->marks_count - 1].seq;
        start = mark->end;
    }
}

bool tape_says_many(const struct tape *tape)
{
    for (size_t i = 0; i < tape->marks_count; i++)
        if (tape->marks[i].event && tape->marks[i].thing == MANY)
            return true;
    return false;
}

void tape_drop(struct tape *tape)
{
    for (size_t i = 0; i < tape->marks_count; i++) {
        if (tape->marks[i].event)
            tape_bar(tape, tape->marks[i].seq);
        else
            tape->tally_lost = tape->marks[i].seq;
    }
    tape->start = tape_end(tape);
    tape->marks_count = 0;
    buffer_clear(&tape->run);
}

uint64_t tape_end(const struct tape *tape)
{
    return tape->start + tape->run.len;
}

struct slice tape_from(const struct tape *tape, uint64_t position)
{
    check(position >= tape->start && position <= tape_end(tape));
    size_t skip = (size_t)(position - tape->start);
    return (struct slice){tape->run.bytes ? tape->run.bytes + skip : "", tape->run.len - skip};
}

bool tape_reaches(const struct tape *tape, int64_t seq)
{
    return seq >= tape->complete_from;
}

void tape_missed(const struct tape *tape, int64_t seq, struct buffer *out)
{
    size_t first = tape->marks_count;
    check(!tape->pack);
    while (first > 0 && (!tape->marks[first - 1].event || tape->marks[first - 1].seq > seq))
        first--;
    uint64_t position = first > 0 ? tape->marks[first - 1].end : tape->start;
    for (size_t i = first; i < tape->marks_count; i++) {
        if (tape->marks[i].blank) {
            position = tape->marks[i].end;
            continue;
        }
        const char *frame = tape->run.bytes + (position - tape->start);
        size_t frame_bytes = (size_t)(tape->marks[i].end - position);
        size_t skip = frame_header_bytes(frame) + tape->prefix_bytes;
        if (out->len > 0 && out->bytes[out->len - 1] == '}')
            buffer_add_byte(out, ',');
        buffer_add(out, (struct slice){frame + skip, frame_bytes - skip - suffix.len});
        position = tape->marks[i].end;
    }
}
