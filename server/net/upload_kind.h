/* SPDX-License-Identifier: Apache-2.0
 *
 * What an uploaded file is: by its bytes, never by what it is called or said to be. What is not in
 * this list is not taken. Pure.
 */
#ifndef MUSTER_NET_UPLOAD_KIND_H
#define MUSTER_NET_UPLOAD_KIND_H

#include "base/buffer.h"
#include "base/slice.h"

enum upload_kind {
    UPLOAD_NONE, /* not taken */
    UPLOAD_JPEG,
    UPLOAD_PNG,
    UPLOAD_WEBP,
    UPLOAD_PDF,
    UPLOAD_CSV,
    UPLOAD_TEXT,
    UPLOAD_DOCX,
    UPLOAD_XLSX,
    UPLOAD_PPTX,
    UPLOAD_ODT,
    UPLOAD_ODS,
    UPLOAD_ODP,
    UPLOAD_KINDS
};

/* What `content` is. Its name decides between text and CSV alone. An archive is one of the known
 * documents, whole, without macros, and does not unpack to far more than it is; a text is UTF-8
 * without control characters, and does not begin like markup. */
enum upload_kind upload_kind_of(struct slice content, struct slice name);
/* Its name in `file.add`, and its media type. */
const char *upload_kind_name(enum upload_kind kind);
const char *upload_kind_type(enum upload_kind kind);
/* The kind of that name; UPLOAD_NONE when there is none. */
enum upload_kind upload_kind_find(struct slice name);
/* Whether it is shown in a page. */
bool upload_kind_is_picture(enum upload_kind kind);
/* Appends `name`, on one line and without a path, as a file of that kind may be called: with an
 * ending of its own behind it unless it has one already. */
void upload_kind_call(enum upload_kind kind, struct slice name, struct buffer *out);

#endif
