/* SPDX-License-Identifier: Apache-2.0
 *
 * Addresses of mail: what passes for one, and the form in which two are compared.
 */
#ifndef MUSTER_FEATURES_COMMON_MAIL_H
#define MUSTER_FEATURES_COMMON_MAIL_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/json.h"
#include "base/writer.h"

/* RFC 5321 §4.5.3.1: 256 bytes with the angle brackets. */
enum { COMMON_MAIL_BYTES = 254 };

/* Whether `address` is one that mail can be sent to: a local part without quotes, an at sign, a
 * domain with a dot; no space, no control character, nothing that means something in a header. */
bool common_is_mail(struct slice address);
/* Appends the address as it is compared: without case, without the dots of its local part and what
 * stands there behind a plus. Many write it so, and few providers tell such addresses apart. */
void common_mail_canonical(struct slice address, struct buffer *out);
/* Whether both are the same in that form. */
bool common_mail_equal(struct slice a, struct slice b);
/* Whether the address is one of that domain, or of one below it; `domain` as it is read below. */
bool common_mail_of(struct slice address, struct slice domain);
/* For row->read: the member `key`, a domain ("police.example", an at sign before it is dropped),
 * kept in small letters; optional. Anything else is ERR_BAD_REQUEST. */
enum { COMMON_DOMAIN_BYTES = 253 };
enum err common_read_optional_domain(const struct json *data, const char *key, struct writer *out);
/* For row->read: the member `key`, an address, without the blanks around it; optional. Anything
 * else is ERR_BAD_REQUEST. */
enum err common_read_optional_mail(const struct json *data, const char *key, struct writer *out);

#endif
