/* SPDX-License-Identifier: Apache-2.0
 *
 * The gate: what the fold of the academy's room knows of who may come in at all. A feature of its
 * kind says what it knows (struct gate); core/gates.h asks all of a room's. Pure, like all of a
 * fold.
 */
#ifndef MUSTER_CORE_GATE_H
#define MUSTER_CORE_GATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/json.h"
#include "base/slice.h"
#include "base/writer.h"
#include "core/decided.h"
#include "core/drops.h"
#include "core/lapse.h"
#include "core/scene.h"

struct room;

/* Texts are borrowed from the fold, until the next entry. */
struct gate_person {
    bool active;         /* neither suspended, nor erased, nor of a country that is closed */
    bool erased;         /* only the id is left, so that nobody gets it again */
    unsigned roles;      /* bits of enum role; none unless active */
    struct slice name;   /* empty once erased */
    struct slice mail;   /* as it was written; absent: none is known */
    struct slice locale; /* "fr": the first of their languages; absent: none is known */
    char country[3];     /* ISO 3166, two letters and NUL; "": none is known */
};

/* A person to whom a link for enrolment is to be sent. */
struct gate_want {
    int64_t seq; /* of the entry that says so */
    struct slice person;
};

/* A person who was erased in the academy, and perhaps not yet everywhere. */
struct gate_leaving {
    struct slice person;
    int64_t seq;                /* of the entry that erased them */
    int64_t turn;               /* the last that an instance took; 0: none has */
    int64_t erased_ms, turn_ms; /* the times of these entries */
    const int64_t *words;       /* entries of the academy's room that hold words about them */
    size_t words_count;
};

/* People of whom it is asked which rooms they host, and the kind of credential that is asked for
 * there. */
struct gate_asked {
    struct slice person, kind;
};
typedef void gate_room_fn(void *context, struct slice room);

/* How somebody could come into a room of the catalogue. */
struct gate_way {
    enum role role; /* theirs, once they are in it */
    size_t count;
    const char *why[9]; /* all that hold: "host", "invited" … */
};

/* A request for access that nobody has decided yet. */
struct gate_waits {
    int64_t seq;     /* of the entry that made it */
    char country[3]; /* "ZZ": not known */
};
typedef bool gate_waits_fn(void *context, const struct gate_waits *waits); /* false: enough */
/* How it stands with somebody of another system who is no person of the academy. */
enum gate_request {
    GATE_REQUEST_NONE, /* nothing was asked for them, or nobody remembers */
    GATE_REQUEST_WAITS,
    GATE_REQUEST_REFUSED,
};

/* A room that begins at that time. False: enough was seen. */
typedef bool gate_session_fn(void *context, struct slice room, int64_t start_ms);

/* How the academy shows itself to strangers. Texts are borrowed likewise. */
struct gate_site {
    const struct json *name;   /* by language; NULL: not set */
    int64_t logo;              /* a file of the academy's room; 0: none */
    struct slice colour;       /* "#0c6352"; empty: not set */
    struct slice languages[4]; /* of its pages; empty behind the last; none: not set */
    bool shut;                 /* strangers may not ask for access */
};

/* Somebody and what is known of them; false: enough was seen. */
typedef void gate_each_fn(void *context, struct slice id, const struct gate_person *person);
typedef bool gate_all_fn(void *context, struct slice id, const struct gate_person *person);

enum gate_standing { GATE_NOBODY, GATE_INACTIVE, GATE_ACTIVE };

/* What a feature knows. What it leaves NULL it knows nothing of. */
struct gate {
    /* Of a person that alone, as struct gate_person has it, and nothing else is fetched. */
    enum gate_standing (*stands)(const void *state, struct slice id);
    /* False, when there never was such a person. */
    bool (*person)(const void *state, struct slice id, struct gate_person *out);
    /* Calls `fn` for everybody who is not erased, in the order of their names. */
    void (*people)(const void *state, gate_all_fn *fn, void *context);
    /* How somebody, active, could come into that room; false: they could not. */
    bool (*way)(const void *state, const struct room *academy, struct slice person,
                struct slice room, struct gate_way *out);
    /* The first active person who has this address, however it is written; absent: nobody. */
    struct slice (*mail)(const void *state, struct slice address);
    /* Who that is whom a token means by `identity`, as an organiser said; absent: nobody did. */
    struct slice (*linked)(const void *state, struct slice identity);
    /* Whether there is an organiser who is active: then people who are not known stay outside. */
    bool (*guarded)(const void *state);
    /* Whether people coordinate that country, as its coordinator or as an organiser. */
    bool (*coordinates)(const void *state, struct slice person, struct slice country);
    /* Calls `each` for who decides on people of that country; where nobody does, organisers. */
    void (*coordinators)(const void *state, struct slice country, gate_each_fn *each, void *);
    /* The first of those after the seq `after`; false: there is none. */
    bool (*wants)(const void *state, int64_t after, struct gate_want *out);
    /* The first of those who are not erased everywhere yet; false: there is none. */
    bool (*leaves)(const void *state, struct gate_leaving *out);
    /* Calls `fn` for each that waits for a coordinator, the oldest first. */
    void (*waits)(const void *state, gate_waits_fn *fn, void *context);
    /* Calls `fn` for each room for which people register, and that begins between these times. */
    void (*sessions)(const void *state, const int64_t span_ms[2], gate_session_fn *fn, void *);
    /* Calls `fn` with the id of everybody who has registered for that room. */
    void (*registered)(const void *state, struct slice room, gate_room_fn *fn, void *context);
    /* What was asked for whoever is known elsewhere by that id. */
    enum gate_request (*request)(const void *state, struct slice id);
    /* The request that waits for them, by its seq; 0: none does. */
    int64_t (*asked)(const void *state, struct slice id);
    /* Whether somebody has accepted the code of conduct; true where there is none. */
    bool (*accepted)(const void *state, struct slice person);
    /* Whether somebody has a valid credential of that kind. */
    bool (*holds)(const void *state, struct slice person, struct slice kind);
    /* Calls `fn` for each room that asks for that kind and has that person for a host. */
    void (*hosted)(const void *state, const struct gate_asked *asked, gate_room_fn *fn, void *);
    /* Calls `fn` for each credential of which its person is to be told at that time. */
    void (*lapses)(const void *state, int64_t now_ms, lapse_fn *fn, void *context);
    /* Calls `fn` for each request that was decided, and whose asker is to be written to. */
    void (*decided)(const void *state, decided_fn *fn, void *context);
    void (*site)(const void *state, struct gate_site *out); /* *out is zero before */
    /* Writes into the open object what waits for an organiser at that time. Of every feature. */
    void (*tasks)(const void *state, const struct room *room, int64_t now_ms, struct writer *out);
    /* Whether that room was dropped, or is to be; the first that is to be; who is invited. */
    bool (*drops)(const void *state, struct slice room);
    bool (*drop_next)(const void *state, struct gate_drop *out);
    void (*drop_guests)(const void *state, struct slice room, gate_room_fn *fn, void *context);
    bool (*ended)(const void *state, struct slice login); /* whether that login was, lately */
};

#endif
