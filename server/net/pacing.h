/* SPDX-License-Identifier: Apache-2.0
 *
 * How often what concerns one thing may be asked, whoever asks from wherever: a link, a passkey, an
 * address. How often one network may ask is the router's (net/api.c).
 */
#ifndef MUSTER_NET_PACING_H
#define MUSTER_NET_PACING_H

#include "base/slice.h"
#include "net/api_site.h"

struct exchange;

/* Whether what `target`, an id, names may be tried once more. False: the request is answered, with
 * when to come back. */
bool pacing_admits(struct exchange *exchange, struct slice target);
/* Counts one more mail to that address, however it is written: 0; or after how many milliseconds it
 * may be written to, and it is not counted. */
int64_t pacing_mail_ms(const struct api_site *site, struct slice address);

#endif
