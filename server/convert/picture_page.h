/* SPDX-License-Identifier: Apache-2.0
 *
 * A picture as a PDF of one page, so that whatever draws documents, within its limits, draws
 * pictures too: the picture's own packed bytes are put into it as they are, and nothing is unpacked
 * here. JPEG, and PNG but for interlaced ones; what is transparent stands on white. Pure.
 */
#ifndef MUSTER_CONVERT_PICTURE_PAGE_H
#define MUSTER_CONVERT_PICTURE_PAGE_H

#include "base/buffer.h"

enum picture_page {
    PICTURE_PAGE_DONE,
    PICTURE_PAGE_BROKEN, /* it is not whole, or of a form that is not taken */
    PICTURE_PAGE_LARGE,  /* more than BOUND_SLIDE_PICTURE_PIXELS */
};

/* Appends the document to `out`, which has room for some kilobytes more than `content` is long. */
enum picture_page picture_page_write(struct slice content, struct buffer *out);

#endif
