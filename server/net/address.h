/* SPDX-License-Identifier: Apache-2.0
 *
 * Network addresses: whose a socket is, and whether it belongs to a list. IPv4 is kept as IPv6 has
 * it (::ffff:192.0.2.1), so that there is one form.
 */
#ifndef MUSTER_NET_ADDRESS_H
#define MUSTER_NET_ADDRESS_H

#include "base/slice.h"

struct sockaddr_storage;

enum { ADDRESS_BYTES = 16 };

struct address {
    unsigned char bytes[ADDRESS_BYTES];
};

/* All addresses whose first `bits` bits are those of `first`. */
struct address_range {
    struct address first;
    unsigned bits;
};

/* Reads "192.0.2.1", "2001:db8::1", and what proxies make of them: "192.0.2.1:50000",
 * "[2001:db8::1]", "[2001:db8::1]:50000", with white space around. False for anything else. */
bool address_read(struct slice text, struct address *address);
/* The address in `from`, which the system has given. False when it is none of the internet. */
bool address_of(const struct sockaddr_storage *from, struct address *address);
/* Reads an address, or "ADDRESS/BITS". */
bool address_range_read(struct slice text, struct address_range *range);
/* Whether `address` lies in `range`. */
bool address_in(const struct address *address, const struct address_range *range);
/* Whether it is one of IPv4. */
bool address_is_v4(const struct address *address);
/* What counts as one place: an IPv4 address, or the first 64 bits of an IPv6 one, since whoever has
 * one of these has all of them. Borrows `address`. */
struct slice address_place(const struct address *address);

#endif
