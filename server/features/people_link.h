/* SPDX-License-Identifier: Apache-2.0
 *
 * The rows person.link and person.unlink, of the feature `people`: whom a token of another system
 * means (base/token_person.h) is somebody whom the academy knows by another id. They are that
 * person from their next token on. Whoever is somebody here already is nobody else.
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

/* For struct gate. */
struct slice people_linked(const void *state, struct slice identity);
/* Nothing means that person any more but their own id. */
void people_link_end(struct directory *directory, struct profile *person);
/* Writes `links` of that person, what means them; nothing where nothing does. */
void people_link_write(const struct directory *directory, const struct profile *person,
                       struct writer *out);

#endif
