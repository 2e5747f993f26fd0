/* SPDX-License-Identifier: Apache-2.0
 *
 * The units of a course: their words, their times, whether they are open, and in which order they
 * stand. A unit that is not open is for staff alone. Everybody else is told no more of what is not
 * open than when the next unit opens.
 *
 * A time is a moment, or a number of days after the day on which the course starts, at an hour
 * of its zone. Of each the other form is reckoned too (features/unit_times.h), so that a course can
 * begin on another day, and a copy of it too.
 */
#ifndef MUSTER_FEATURES_UNIT_STATE_H
#define MUSTER_FEATURES_UNIT_STATE_H

#include "features/common_order.h"
#include "features/unit_brought.h"
#include "features/unit_content.h"
#include "features/worded.h"

enum unit_way { UNIT_BY_HAND, UNIT_AT, UNIT_DAY };

struct unit {
    struct worded words;         /* first */
    enum unit_way way;           /* how it was said when it opens */
    int64_t at_ms;               /* that moment; 0: not known */
    int64_t day;                 /* after that of the start; -1: not known */
    int64_t time;                /* minutes after midnight there; -1: not known */
    int64_t opened_ms;           /* 0: it is not open */
    int64_t opened_seq;          /* the entry that opened it last */
    int64_t changes, changed_ms; /* how often its time was said anew, and when last */
    int64_t from;                /* the unit that it is a copy of, in another course; 0: none */
    struct content content;
    struct {
        char *text;  /* owned; JSON by language: what is announced when it opens; NULL: nothing */
        int64_t seq; /* the entry that says so */
    } news;
    bool section; /* it was open from the first: it has no time */
    bool shown;   /* it is open, or was */
};

/* Units as areas of the room, and the one that a part is. */
extern const struct areas unit_areas;
/* Whether the person of the scene sees that unit: it is open, or they are of those who build; and a
 * visitor was let into it. */
bool unit_shows(const struct unit *unit, const struct scene *scene);
struct area unit_area(const void *state, struct slice part);

struct units {
    struct worded_shelf all;          /* first */
    struct common_order order, shown; /* of all of them, and of those that are open */
    int64_t start_ms;                 /* of the course; 0: not said */
    char *zone;                       /* owned; NULL: not said */
    int64_t timed_seq;  /* the entry that last said anything of times, and the one … */
    int64_t placed_seq; /* … up to which they have been reckoned */
    int64_t next_ms;    /* when the next one opens; 0: none does */
    bool next_moved;    /* since that was last told */
    int64_t touched;    /* the unit of which the last entry changed an item */
    struct map *marks;  /* of people (features/unit_marks.h), owned */
    struct brought brought;
    struct {
        size_t count;
        int64_t units[PARTS_MAX]; /* in which the last entry of item.meet found items */
    } met;
    struct withdrawn_items {
        int64_t seq;  /* of the entry that took a unit away with all that is in it */
        int64_t unit; /* which one, when it was shut and had been open; 0: it was not */
        size_t count;
        int64_t words[BOUND_ITEMS_UNIT]; /* the entries that those of its items come from */
    } gone;
    int64_t news_gone; /* the entry whose announcement the last one replaced or took; 0: none */
    bool listed;       /* the academy has made the course */
    struct let_go {    /* webinars that the last entry took out of items */
        int64_t seq;   /* of that entry */
        size_t count;
        char *rooms[BOUND_ITEMS_UNIT]; /* owned */
    } let_go;
    int64_t shut_seq; /* the last entry that shut a unit that was open */
};

/* A course without units; the caller owns it. */
struct units *units_new(void);
/* Frees it. */
void units_free(struct units *units);

/* The unit of that seq, or the one that the entry's data names; or NULL. */
struct unit *units_find(const struct units *units, int64_t seq);
struct unit *units_of(const struct units *units, const struct entry *entry);
bool unit_is_open(const struct unit *unit);
/* The unit of that seq, or the one with an item of it; or NULL. */
struct unit *units_holding(const struct units *units, int64_t seq);

/* The unit that was copied from that one, or NULL; that or units_of, as the data has `from` or not;
 * and how many items all units have. */
struct unit *units_carried(const struct units *units, int64_t from);
struct unit *units_either(const struct units *units, const struct entry *entry);
size_t units_items(const struct units *units);
/* How many files these hold. */
size_t units_files(const struct units *units);
/* A new unit, at the end, for staff alone. There must be room. */
struct unit *units_add(struct units *units, const struct entry *entry);
/* Another entry begins to let go of webinars; and it does, of one that an item has, if it has. */
void units_let_go(struct units *units, int64_t seq);
void units_let_go_of(struct units *units, const struct entry *entry, const struct item *item);
/* It goes, with all that is in it. */
void units_remove(struct units *units, const struct entry *entry, struct unit *unit);
/* It has other words. */
void unit_edit(struct units *units, const struct entry *entry, struct unit *unit);
/* What is announced when it opens: as the data says, or nothing any more. */
void unit_announce(struct units *units, const struct entry *entry, struct unit *unit);
/* Writes which of its items count: the member `items`, absent when none does. */
void unit_write_items(const struct unit *unit, bool change, struct writer *out);
/* Whether the unit has a place in that order. */
bool units_in_order(const struct common_order *order, const struct unit *unit);

/* What the entry of that seq says of when it opens: how, and what is known of it so far. */
void unit_time(struct units *units, int64_t seq, const struct json *data, struct unit *unit);
/* It opens at another time than was said before, if one was. */
void unit_moved(struct unit *unit, const struct entry *entry);
/* It opens, or is shut. */
void unit_open(struct units *units, const struct entry *entry, struct unit *unit);
void unit_shut(struct units *units, const struct entry *entry, struct unit *unit);
/* At the end of whatever changes units: what participants are told of the order, and of the next
 * one. */
void units_settle(struct units *units, const struct entry *entry);

#endif
