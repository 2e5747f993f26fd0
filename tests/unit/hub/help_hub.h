/* SPDX-License-Identifier: Apache-2.0
 *
 * A hub on a fake loop and a memory journal, with one webinar and people whose connections keep
 * what they are sent as text: for the unit tests of hub/.
 */
#ifndef MUSTER_TESTS_UNIT_HUB_HELP_HUB_H
#define MUSTER_TESTS_UNIT_HUB_HELP_HUB_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/frame.h"
#include "base/json.h"
#include "fanout/flush.h"
#include "hub/hub.h"
#include "hub/live.h"

struct rig {
    struct loop *loop;
    struct journal *journal;
    struct bus *bus;
    struct hub *hub;
    unsigned said;  /* messages, for their ops */
    unsigned lines; /* opened, for the names of their clients */
};

/* A connection of `id`; takes at most `takes` bytes (rounded up to a frame) of each send. */
struct line {
    struct subscriber subscriber;
    char client[16];
    size_t takes;
    struct buffer heard; /* payloads, unpacked, each followed by \n */
    size_t bytes;        /* of frames as they were sent */
    unsigned frames, sends;
    unsigned closed;    /* the code it was closed with */
    char answer[65536]; /* the last subscribe's view or publications */
    char epoch[64];
    bool recovered;
    enum err error;
    int64_t offset;
    unsigned answers;
};

struct backend;

void rig_open(struct rig *rig, const struct hub_options *options);
/* On a backend of one's own, which becomes the rig's. */
void rig_open_on(struct rig *rig, struct backend *backend, const struct hub_options *options);
void rig_close(struct rig *rig);
/* A new hub in the place of the old; lines must be closed. */
void rig_restart(struct rig *rig);
void rig_restart_with(struct rig *rig, const struct hub_options *options);
/* Runs what is ready. */
void rig_turn(struct rig *rig);

/* Runs a command to its answer: the seq, or -(error). */
int64_t rig_command(struct rig *rig, const char *by, const char *method, const char *data);
/* The host writes `text` in the chat; the seq. */
int64_t rig_say(struct rig *rig, const char *text);
/* The same in two halves, for what happens between. */
struct pending {
    bool done;
    int64_t result;
};
void rig_send(struct rig *rig, const char *by, const char *method, const char *data,
              struct pending *pending);

/* What the journal holds: how many entries of `type` there are in `room`, and a mark. */
unsigned rig_count(struct rig *rig, const char *room, const char *type);
int64_t rig_mark(struct rig *rig, const char *name, const char *room);

void line_open(struct line *line, struct rig *rig, const char *id);
void line_close(struct line *line);
/* Subscribes and waits for the answer; with `offset` ≥ 0 resumes with line->epoch. */
void line_follow(struct line *line, struct rig *rig, const char *channel, int64_t offset);
/* Subscribes in any way and waits for the answer. */
void line_ask(struct line *line, struct rig *rig, const struct hub_subscribe *request);
/* Whether `text` is in what was heard; how often. */
unsigned line_heard(const struct line *line, const char *text);

#endif
