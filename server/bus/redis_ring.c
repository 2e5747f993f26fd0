/* SPDX-License-Identifier: Apache-2.0
 *
 * Jump consistent hash (Lamping and Veach, "A Fast, Minimal Memory, Consistent Hash Algorithm",
 * arXiv:1406.2294) over a 64-bit hash of the name (FNV-1a, and the last step of MurmurHash3, which
 * spreads names that differ in their end alone).
 */
#include "bus/redis_ring.h"

static uint64_t hash(struct slice name)
{
    uint64_t mixed = 14695981039346656037U;
    for (size_t i = 0; i < name.len; i++)
        mixed = (mixed ^ (unsigned char)name.at[i]) * 1099511628211U;
    mixed = (mixed ^ (mixed >> 33)) * 0xff51afd7ed558ccdU;
    mixed = (mixed ^ (mixed >> 33)) * 0xc4ceb9fe1a85ec53U;
    return mixed ^ (mixed >> 33);
}

unsigned redis_ring(struct slice name, unsigned servers)
{
    uint64_t key = hash(name);
    int64_t server = 0, jump = 0;
    while (jump < (int64_t)servers) {
        server = jump;
        key = key * 2862933555777941757U + 1;
        jump = (int64_t)((double)(server + 1) * ((double)(1U << 31) / (double)((key >> 33) + 1)));
    }
    return (unsigned)server;
}
