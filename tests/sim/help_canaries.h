/* SPDX-License-Identifier: Apache-2.0
 *
 * Words that not everybody may be sent; and what is known of the simulated polls (help_polls.h).
 */
#ifndef MUSTER_TESTS_SIM_HELP_CANARIES_H
#define MUSTER_TESTS_SIM_HELP_CANARIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/help_caught.h"

enum { KNOWN_MAX = 64, CANARIES_MAX = 1024, CANARY_DEVICES = 16, POLLS_KNOWN = 64 };

/* Seqs of things that were made, to act upon. */
struct known {
    int64_t seq[KNOWN_MAX];
    unsigned count;
};

/* A word that only some may ever see. */
struct secret {
    char word[32];
    int64_t seq;     /* of the entry that holds it */
    unsigned author; /* index of the person */
    /* Not 0: a bit for each person who may see it, staff or not. */
    unsigned readers;
    bool chat;        /* it stands in a message of the chat … */
    bool mentions;    /* … that mentions somebody */
    enum caught what; /* of what is neither chat nor direct */
    int64_t shows_ms; /* not 0: everybody may see it from then on, and nobody before */
    bool open;        /* everybody may see it by now */
    bool gone;        /* deleted: nobody is sent it any more */
    bool shut;        /* gone, but for its author and staff */
    /* How much each device had heard by then; SIZE_MAX: the word may be on its way to it. */
    size_t gone_at[CANARY_DEVICES];
};

/* Of a poll that was prepared: what its acts must know. */
struct poll_known {
    int64_t seq;
    unsigned type, ballot, round; /* as help_polls.c counts them */
};

/* A word that only a poll holds. */
struct canary {
    char word[32];
    enum canary_of { CANARY_TITLE, CANARY_CORRECT, CANARY_BANNED, CANARY_ANSWER, CANARY_KEPT } of;
    int64_t poll;           /* 0: of none, or of none any more */
    int64_t seq;            /* of an answer: its entry */
    unsigned author, round; /* of an answer */
    bool open;              /* everybody may have been sent it */
    enum canary_place { CANARY_HERE, CANARY_AWAY, CANARY_GONE } place;
    size_t heard[CANARY_DEVICES]; /* how much each device had heard when it left its place */
};

/* How much happened to polls. */
struct polls_seen {
    unsigned answers, shown, revealed, rounds, boards, late; /* acts that were taken */
    unsigned aliases, kept_polls;
    unsigned kept, away, gone; /* canaries nobody plain was to be sent */
};

struct polls_played {
    struct poll_known known[POLLS_KNOWN]; /* the oldest is forgotten */
    unsigned count;
    struct canary canaries[CANARIES_MAX];
    unsigned canaries_count;
    struct polls_seen seen;
};

/* How often something was said about a question that its author and staff alone may hear, one that
 * others had heard was set aside, and one that they had not was merged. */
struct asked_seen {
    unsigned answers, reasons, shut, merged;
};

/* How often somebody tried to mention who had written nothing; mentions that inboxes held. */
struct mentions_seen {
    unsigned tried, told;
};

/* What the staff keep to themselves (help_staff.h): how often they noted something on somebody, it
 * was read, and who is not staff heard who of them did something, or that one did. */
struct staff_seen {
    unsigned noted, looked, signs, unsigned_acts;
};

/* Their notes, and from which entry to before which names were hidden; INT64_MAX: still. */
enum { HIDDEN_MAX = 16 };
struct staff_played {
    struct known notes;
    int64_t from[HIDDEN_MAX], to[HIDDEN_MAX];
    unsigned count;
    struct staff_seen seen;
};

/* Break-out groups (help_groups.h): who may have a place in which, as bits; words said there. */
enum { GROUPS_KNOWN = 16, GROUP_WORDS_MAX = 64 };

struct group_word {
    char word[32];
    bool said;
    unsigned group, allowed;
};

struct groups_played {
    unsigned last; /* the greatest number given */
    unsigned within[GROUPS_KNOWN];
    struct group_word words[GROUP_WORDS_MAX]; /* the oldest is forgotten */
    unsigned count;
};

/* Units of the course (help_units.h), and the words that only one says. */
enum { UNIT_WORDS_MAX = 128 };

struct unit_word {
    char word[16];
    int64_t unit;        /* 0: of none */
    int64_t item;        /* of the unit; 0: of the unit itself */
    int64_t at_ms;       /* when it opens by itself; 0: never */
    bool topic, news;    /* in a topic of the unit; what is announced of it; `item` is 0 */
    bool open, was_open; /* everybody may hear it; it was so before */
    bool gone;           /* said no more */
    bool seen;           /* of an item: it has been open, whatever it said then */
    unsigned kind;       /* of an item */
    /* How much each device had heard by then, or when it was shut, as of struct secret. */
    size_t gone_at[CANARY_DEVICES];
};

struct units_played {
    struct known known, items;
    struct known topics;                    /* of the forum (help_topics.h) … */
    int64_t of_unit[KNOWN_MAX];             /* … and of which unit each is */
    struct unit_word words[UNIT_WORDS_MAX]; /* the oldest is forgotten */
    unsigned count;
};

/* Words that were never to be heard, were open at the end, were looked for once shut or gone. */
struct units_seen {
    unsigned shut, open, again;
};

/* How many words were kept from somebody, and how often one reached people of its group. */
struct groups_seen {
    unsigned kept, heard;
};

#endif
