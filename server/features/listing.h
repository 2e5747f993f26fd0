/* SPDX-License-Identifier: Apache-2.0
 *
 * The rooms of the academy as the fold keeps them: each a listing, with those who were invited and
 * the links that lead there.
 */
#ifndef MUSTER_FEATURES_LISTING_H
#define MUSTER_FEATURES_LISTING_H

#include "base/bounds.h"
#include "base/map.h"
#include "core/feature.h"
#include "core/gate.h"
#include "features/country.h"
#include "features/registration.h"

enum listing_template {
    TEMPLATE_WEBINAR,
    TEMPLATE_SPOC,
    TEMPLATE_WORKSPACE,
    TEMPLATE_COURSE,
    TEMPLATE_LIBRARY
};

/* Who may come beside its hosts and those who are invited. */
enum listing_to { TO_INVITED, TO_ACADEMY, TO_SOME };
enum listing_phase { LISTED_AHEAD, LISTED_LIVE, LISTED_ENDED };
enum listing_answer { ANSWER_NONE = 1, ANSWER_YES, ANSWER_NO };

/* Somebody who was invited. */
struct listing_guest {
    enum listing_answer answer;
    enum role role; /* in the room, when they come */
};

/* Somebody of whom a course has said whether they are its member. */
struct listing_member {
    int64_t cause; /* the last entry there that said so */
    bool is_in;
};

/* A way in for whoever has its key. */
struct listing_link {
    int64_t seq;                      /* of the entry that made it */
    char *key;                        /* owned */
    int64_t uses, uses_max, until_ms; /* 0: no bound */
    char country[COUNTRY_BYTES];      /* "": any */
    char *domain;                     /* owned; of the addresses of who may come; NULL: any */
};

enum { CODE_BYTES = 7 }; /* six letters and NUL */

struct listing {
    int64_t seq, revision, changed_ms; /* the last entry that changed what it says, and when */
    int64_t changes;              /* how often that was, since it was made */
    char *of;                     /* owned; the name of the room */
    enum listing_template template;
    char *title, *folded; /* owned; JSON by language, and all of it as it is searched */
    char *hosts;          /* owned; JSON array of ids */
    char *by;             /* owned; who made it */
    char *summary;        /* owned; JSON by language; NULL: none */
    char *series;         /* owned; NULL: none */
    char *zone;           /* owned; that its hours are meant in; NULL: none */
    char *languages;      /* owned; that are spoken, JSON array; NULL: not said */
    char *stream;         /* owned; JSON; NULL: none */
    char *asks;           /* owned; the kind of credential that its hosts must have; NULL: none */
    bool asked;           /* it has asked for one, now or earlier: somebody may rest there */
    struct registration registration;
    char *countries; /* owned; of TO_SOME, JSON array; NULL: any */
    enum listing_to to;
    unsigned roles; /* of TO_SOME; 0: any */
    int64_t start_ms, minutes;
    bool opens, archived;
    bool late; /* who comes late sees no history: a course is made so */
    enum listing_phase phase;
    int64_t since_ms;
    int64_t reports, reported; /* how many wait for its team; the entry there that says so */
    char code[CODE_BYTES];     /* "": none */
    char content[23];          /* what stands for all that it was made of */
    struct {
        int64_t seq, at_ms; /* the entry that last gave it another start, or called it off … */
        char *by;           /* owned; … and who did; NULL: it is as it was */
    } moved;
    int64_t live_seq;       /* the entry by which it went live last; 0: it never was */
    struct map *guests;     /* id -> struct listing_guest, owned; NULL: none */
    struct listing *course; /* whose members come in too, borrowed; NULL: none */
    struct {
        int64_t cause;  /* the last entry of the course that said so */
        bool is;        /* its unit there is not open: until then they do not */
        int64_t *units; /* owned; those that have it and are open */
        size_t count;
    } held;
    struct map *members;        /* of a course; id -> struct listing_member, owned; NULL: none */
    struct map *stays;          /* of its guests likewise (features/listing_stay.h) */
    struct listing_link *links; /* owned, BOUND_ROOM_LINKS; NULL: none */
    size_t links_count;
    int64_t *words; /* owned; the entries that say something of it */
    size_t words_count;
    bool copied; /* another was made of it, with its words */
};

struct catalogue {
    struct map *rooms;  /* name -> struct listing, owned; in the order of their coming */
    struct map *codes;  /* code -> struct listing */
    struct map *drops;  /* name -> struct dropped, owned; NULL: none */
    size_t drops_open;  /* that are not done */
    bool anyone;        /* every member makes rooms */
    char *hosts_before; /* owned; of the room of the last entry, as listing->hosts; NULL: none */
    /* What everybody's view shows, and what it showed before the last entry. */
    const struct listing *window[BOUND_ROOMS_WINDOW], *before[BOUND_ROOMS_WINDOW];
    size_t window_count, before_count;
    const struct listing *about; /* what the last entry changed; NULL: nothing */
    int64_t answers_gone;        /* the entry whose answers the last one replaced; 0: none */
};

/* "webinar", "spoc", "workspace", "course", "library"; "invited", "academy", "some"; phases; all
 * end with NULL. */
extern const char *const listing_templates[], *const listing_tos[], *const listing_phases[];

/* None: for struct feature. */
void *catalogue_new(const struct room *room);
void catalogue_free(void *state);
bool catalogue_forget(void *state, int64_t seq);
/* NULL: there is none of that name. */
struct listing *catalogue_find(const struct catalogue *catalogue, struct slice of);
/* Of that code, in any case. */
struct listing *catalogue_find_code(const struct catalogue *catalogue, struct slice code);
/* A new one, with all that the entry says of it. */
struct listing *catalogue_add(struct catalogue *catalogue, const struct entry *entry,
                              struct slice of);
/* The same, as a copy of another. */
struct listing *catalogue_copy(struct catalogue *catalogue, const struct entry *entry,
                               struct slice of, const struct listing *from);
/* Takes a room out and frees it. */
void catalogue_take(struct catalogue *catalogue, struct listing *listing);
/* Frees what a link holds. */
void listing_link_done(struct listing_link *link);
/* What it says is other than before, by that entry. */
void listing_touch(struct listing *listing, const struct entry *entry);
/* Its start is another one by that entry, or it does not take place. */
void listing_move(struct listing *listing, const struct entry *entry);
/* What the entry says becomes so. */
void listing_change(struct listing *listing, const struct entry *entry);
/* Gives it another code; absent: none. */
void catalogue_set_code(struct catalogue *catalogue, struct listing *listing, struct slice code);
/* What stands for the content of an entry: of one that was erased, what was kept of it. */
void listing_content(const struct entry *entry, char content[23]);
/* After every entry: what the window shows now, `about` (NULL: nothing) having changed. */
void catalogue_look(struct catalogue *catalogue, const struct listing *about);

#endif
