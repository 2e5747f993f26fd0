/* SPDX-License-Identifier: Apache-2.0
 *
 * A tape is what happened in one room (or part of it) for one audience, as ready WebSocket frames
 * in one contiguous run, each made once. Positions on it are absolute byte counts that only grow,
 * so a subscriber is a number. The tape keeps a number of the newest bytes and frames;
 * whoever falls behind its start is caught up by other means. The frames are text or, on a tape
 * with a pack, packed: compressed once for all who follow. A tape knows nothing of rooms or
 * connections.
 */
#ifndef MUSTER_FANOUT_TAPE_H
#define MUSTER_FANOUT_TAPE_H

#include "base/buffer.h"
#include "base/pack.h"
#include "core/entry.h"

struct tape_mark {
    uint64_t end;  /* position after the frame */
    int64_t seq;   /* the room's when it was made */
    bool event;    /* it carries that seq as its offset; else it is a tally */
    bool blank;    /* what it said was taken back */
    int64_t thing; /* the seq of what it is about; 0: nobody said; -1: of many things */
};

/* What a tape keeps at most. */
struct tape_limits {
    size_t frames, bytes;
};

struct tape {
    struct buffer run; /* the frames kept */
    uint64_t start;    /* position of run.bytes[0] */
    struct tape_mark *marks;
    size_t marks_count, marks_capacity;
    size_t prefix_bytes; /* payload before the publication: {"push":{"channel":"…","pub": */
    char *prefix;        /* owned */
    struct pack *pack;   /* borrowed; NULL: text frames */
    struct tape_limits limits;
    int64_t complete_from; /* every publication with a greater seq is on the tape */
    int64_t tally_lost;    /* who stands at or before this seq may have missed tallies */
};

/* An empty tape of `channel` that is complete from `seq` on and keeps at most what the
 * limits say.
 * `pack` is borrowed; NULL for text frames. */
void tape_init(struct tape *tape, struct slice channel, int64_t seq, struct tape_limits limits,
               struct pack *pack);
void tape_done(struct tape *tape);

/* Appends the frame of one publication, a JSON object, made at the room's `seq`; an `event` carries
 * it as its offset. Returns false when it was too large: then the tape starts anew after it, and
 * all who follow it are behind. */
bool tape_add(struct tape *tape, int64_t seq, bool event, struct slice publication);
/* What happened at `seq` cannot be told as one publication (an `event` or a tally): the tape starts
 * anew after it, and all who follow it are behind. */
void tape_lose(struct tape *tape, int64_t seq, bool event);
/* Says what the frame appended last is about; 0: many things. */
void tape_about(struct tape *tape, int64_t thing);
/* Takes back what the tape's events about `thing` say (0: what its tallies say): those frames
 * become
 * `{}` and spaces of the same length, which no client takes for news, and who resumes is not sent
 * them. Calls `fn` with the position after each. Of a tape of text frames. */
typedef void tape_blank_fn(void *context, uint64_t end);
void tape_hide(struct tape *tape, int64_t thing, tape_blank_fn *fn, void *context);
/* Whether an event that is still there says many things. */
bool tape_says_many(const struct tape *tape);
/* Nobody who stands before `seq` resumes from now on: what they hold may be more than what is
 * there. The frames stay for who follows. */
void tape_bar(struct tape *tape, int64_t seq);
/* Drops all frames: who has not been served them is behind. */
void tape_drop(struct tape *tape);
/* The position after the last frame. */
uint64_t tape_end(const struct tape *tape);
/* Frames from `position` (≥ start, at the end of a frame) to the end; borrowed until the next
 * change. */
struct slice tape_from(const struct tape *tape, uint64_t position);
/* Whether all that came after `seq` is still there. */
bool tape_reaches(const struct tape *tape, int64_t seq);
/* Appends the publications after `seq` to `out`, comma-separated. Only when tape_reaches(seq), and
 * of a tape of text frames. */
void tape_missed(const struct tape *tape, int64_t seq, struct buffer *out);

#endif
