/* SPDX-License-Identifier: Apache-2.0
 *
 * Every bound by name, from protocol/bounds.def: BOUND_CHAT_CHARS and so on. The name of a bound
 * carries its unit.
 */
#ifndef MUSTER_BASE_BOUNDS_H
#define MUSTER_BASE_BOUNDS_H

enum bound {
#define BOUND(name, value, unit, reason) BOUND_##name = (value),
#include "protocol/bounds.def"
#undef BOUND
};

#endif
