/* SPDX-License-Identifier: Apache-2.0
 *
 * The entry that names what was uploaded: file.add, or slide.add. What it says stands in the ticket
 * (net/upload_ticket.h), and was found in the file. Plain functions; the kind is asked for on a
 * thread that is not the loop's.
 *
 * A ticket with a mask is of a file that is to have no author (core/veil.h): what is kept before
 * its content are pseudonyms, as the journal has them, and it is called by what it is.
 */
#ifndef MUSTER_NET_UPLOAD_ENTRY_H
#define MUSTER_NET_UPLOAD_ENTRY_H

#include "core/veil.h"
#include "net/upload_store.h"
#include "net/upload_ticket.h"

/* Who uploads, and by which op, as the journal will have them. */
struct upload_author {
    char by[BOUND_ID_BYTES + 1], op[BOUND_ID_BYTES + 1];
};

/* False: there is a mask, and nobody can have a pseudonym now. */
bool upload_entry_author(const struct veil *veil, const struct json *ticket, struct slice op,
                         struct upload_author *out);
/* Its name, and what it needs; `op`: as it is sent. */
struct slice upload_entry_type(const struct json *ticket);
void upload_entry_write(const struct json *ticket, struct slice op, const struct stored *stored,
                        struct buffer *out);
/* Whether such a content is taken with that ticket, beside the rules of all: of slides what makes
 * pages; of what is to have no author nothing that says one. ERR_FILE_KIND. */
enum err upload_entry_takes(const struct json *ticket, struct slice content);
/* Where it comes from, for net/upload_store.h. */
struct upload_cause upload_entry_cause(const struct json *ticket,
                                       const struct upload_author *author);
/* Members that say how large a picture is; nothing of another file. */
void upload_entry_size(const struct stored *stored, struct writer *out);

#endif
