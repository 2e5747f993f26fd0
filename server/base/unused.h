/* SPDX-License-Identifier: Apache-2.0
 *
 * A parameter that a contract has and this function does not need.
 */
#ifndef MUSTER_BASE_UNUSED_H
#define MUSTER_BASE_UNUSED_H

#define UNUSED(parameter) ((void)(parameter))

#endif
