/* SPDX-License-Identifier: Apache-2.0
 *
 * A picture without what it says beside the picture: where and when it was taken, with what, by
 * whom, thumbnails, remarks, and whatever hangs behind its end. Nothing is decoded: the file is
 * walked once and its parts are copied or left out. Pure.
 */
#ifndef MUSTER_NET_PICTURE_H
#define MUSTER_NET_PICTURE_H

#include "base/error.h"
#include "net/upload_kind.h"

/* As it is shown; a few bytes may claim as many pixels as they like, up to BOUND_PICTURE_PIXELS. */
struct picture_size {
    uint32_t width, height;
};

/* Appends the picture `content`, of a kind that is one, to `out`, which has room for a few bytes
 * more than it is long, and says how large it is. Kept is what it takes to show it right: colours,
 * and which way is up. ERR_FILE_KIND: it is not whole, of a form that is not taken (a WebP that
 * moves), or too large to be shown; `out` then holds anything. */
enum err picture_strip(enum upload_kind kind, struct slice content, struct buffer *out,
                       struct picture_size *size);

#endif
