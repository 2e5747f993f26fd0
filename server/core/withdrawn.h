/* SPDX-License-Identifier: Apache-2.0
 *
 * The entries of a room whose words are withdrawn for good and still stand in the journal.
 */
#ifndef MUSTER_CORE_WITHDRAWN_H
#define MUSTER_CORE_WITHDRAWN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct withdrawn;

/* None. The functions that ask or take accept NULL, where there is none either. */
struct withdrawn *withdrawn_new(void);
/* Frees *withdrawn and sets it to NULL. */
void withdrawn_free(struct withdrawn **withdrawn);
/* The entry `seq`, since `since_ms`; never earlier than the one before. One that is there already
 * stays as it is. */
void withdrawn_add(struct withdrawn *withdrawn, int64_t seq, int64_t since_ms);
/* It stands there no more; one that is not known is ignored. */
void withdrawn_take(struct withdrawn *withdrawn, int64_t seq);
bool withdrawn_has(const struct withdrawn *withdrawn, int64_t seq);
/* Those up to `upto_ms`, the first withdrawn first: at most `max`. Returns how many. */
size_t withdrawn_list(const struct withdrawn *withdrawn, int64_t upto_ms, int64_t *seqs,
                      size_t max);
/* When the first of them was withdrawn; 0 when there is none. */
int64_t withdrawn_since_ms(const struct withdrawn *withdrawn);

/* What one entry withdraws, while its row says so. */
struct withdrawal {
    struct withdrawn *into;
    int64_t at_ms;
    bool back; /* or takes back */
    bool any;  /* out: it does */
};
void withdraw(struct withdrawal *withdrawal, int64_t seq);

#endif
