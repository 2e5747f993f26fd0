/* SPDX-License-Identifier: Apache-2.0
 * Ids are of letters that addresses may have. */
#include "net/news_place.h"

#include <inttypes.h>
#include <stdio.h>

void news_place_write(const struct json *item, char path[NEWS_PLACE_BYTES])
{
    struct slice kind = {NULL, 0}, of = {NULL, 0};
    int64_t thing = 0, post = 0;
    char room[NEWS_PLACE_BYTES] = "";
    (void)json_get_text(item, "kind", &kind);
    (void)json_get_text(item, "of", &of);
    (void)json_get_int(item, "thing", &thing);
    (void)json_get_int(item, "post", &post);
    const char *colon = of.len > 0 ? memchr(of.at, ':', of.len) : NULL;
    if (colon)
        snprintf(room, sizeof room, "/%.*s/%.*s", (int)(colon - of.at), of.at,
                 (int)(of.at + of.len - colon - 1), colon + 1);
    if (slice_is(kind, "release"))
        snprintf(path, NEWS_PLACE_BYTES, "%.400s/unit/%" PRId64, room, thing);
    else if (slice_is(kind, "invitation"))
        snprintf(path, NEWS_PLACE_BYTES, "/academy/rooms%.400s", room);
    else if (slice_is(kind, "request") || slice_is(kind, "granted") || slice_is(kind, "denied"))
        snprintf(path, NEWS_PLACE_BYTES, "/academy/requests");
    else if (slice_is(kind, "credential"))
        snprintf(path, NEWS_PLACE_BYTES, "/me");
    else if (slice_is(kind, "lapsing"))
        snprintf(path, NEWS_PLACE_BYTES, "/academy/credentials");
    else if (slice_is(of, "academy:main"))
        snprintf(path, NEWS_PLACE_BYTES, "/");
    else if (slice_is(kind, "report") && slice_starts(of, SLICE("course:")))
        snprintf(path, NEWS_PLACE_BYTES, "%.400s/reports", room);
    else if (slice_is(kind, "answered"))
        snprintf(path, NEWS_PLACE_BYTES, "%.400s#question-%" PRId64, room, thing);
    else if (thing > 0 && !slice_is(kind, "report") && slice_starts(of, SLICE("course:")))
        snprintf(path, NEWS_PLACE_BYTES, "%.400s/thread/%" PRId64 "#post-%" PRId64, room, thing,
                 post > 0 ? post : thing);
    else
        snprintf(path, NEWS_PLACE_BYTES, "%s", *room ? room : "/");
}
