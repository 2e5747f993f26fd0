/* SPDX-License-Identifier: Apache-2.0
 *
 * The films that are watched here (docs/film.md), in memory alone: who asks first has one made, who
 * asks meanwhile waits for the same. One that shows something else by now is made again before
 * anybody is answered; what nobody has asked for lately goes, the oldest first where there are too
 * many. So nothing of a film outlives the words that it shows, on disk or in a backup.
 */
#ifndef MUSTER_NET_FILMS_H
#define MUSTER_NET_FILMS_H

#include "net/film.h"

struct films;
struct hub;
struct loop;

struct films_options { /* borrowed, to outlive the films */
    struct loop *loop;
    struct hub *hub;
    const struct media *media;
};

/* Owned by the caller. */
struct films *films_new(const struct films_options *options);
/* Sets *films to NULL; who waits is answered with ERR_NOT_AVAILABLE once what is being made is
 * done. */
void films_free(struct films **films);

/* The film, borrowed for the call; NULL with an error: ERR_NOT_FOUND, there is nothing to show;
 * ERR_TOO_MANY_REQUESTS, too many are being made. */
typedef void films_fn(void *context, enum err error, const struct film *film);

/* What film.get said: the set of rings as text, and the last entry that the film depends on. */
struct films_ask {
    struct slice room, set, part; /* no part: of the room */
    int64_t upto;
};
/* `done` comes at once where the film is there. */
void films_get(struct films *films, const struct films_ask *ask, films_fn *done, void *context);

#endif
