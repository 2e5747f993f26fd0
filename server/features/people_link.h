/* SPDX-License-Identifier: Apache-2.0
 *
 * The rows person.link and person.unlink, of the feature `people`: whom a token of another system
 * means (base/token_person.h) is somebody whom the academy knows by another id. They are that
 * person from their next token on. Whoever is somebody here already is nobody else.
 *
 * A link outlives the person's erasure, as their id does: the token means somebody erased, who
 * stays outside, and no stranger who asks for access again. Of what it means a print alone is left
 * then, here and in the journal. An organiser who takes such a link back says that whoever comes
 * with the token next is somebody new.
 */
#ifndef MUSTER_FEATURES_PEOPLE_LINK_H
#define MUSTER_FEATURES_PEOPLE_LINK_H

#include "features/directory.h"

/* As struct row has them, of person.link and person.unlink. */
enum err people_link_read(const struct json *data, struct writer *out);
enum err people_link_check(const void *state, const struct entry *entry, const struct scene *scene);
void people_link_apply(void *state, const struct entry *entry, const struct scene *scene);
enum err people_unlink_check(const void *state, const struct entry *entry,
                             const struct scene *scene);
void people_unlink_apply(void *state, const struct entry *entry, const struct scene *scene);
void people_link_effects(const void *state, const struct entry *entry, const struct scene *scene,
                         struct emitter *emitter);
/* As struct keep has it: what a link means, as its print. */
void people_link_keep(const void *state, const struct entry *entry, struct writer *out);

/* For struct gate. */
struct slice people_linked(const void *state, struct slice identity);
/* That person is erased: of what means them prints are left. */
void people_link_end(const struct directory *directory, const struct profile *person);
/* Writes `links` of that person, what means them, or its print; nothing where nothing does. */
void people_link_write(const struct directory *directory, const struct profile *person,
                       struct writer *out);

#endif
