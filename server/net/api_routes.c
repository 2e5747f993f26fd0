/* SPDX-License-Identifier: Apache-2.0
 * The list as a table. */
#include "net/api_routes.h"

static const struct api_route routes[] = {
#define ROUTE(name, method, path, who, where, limit, takes, gives, errors)                         \
    {#method, path, API_##who, API_##where, API_##limit, api_##name, API_JSON},
#define FORM_ROUTE(name, method, path, takes, gives, errors)                                       \
    {#method, path, API_ANYBODY, API_ALWAYS, API_NONE, api_##name, API_FORM},
#define BROUGHT_ROUTE(name, method, path, takes, gives, errors)                                    \
    {#method, path, API_ANYBODY, API_ACCOUNTS, API_SIGNIN, api_##name, API_BROUGHT},
#define FILE_ROUTE(...)
#include "protocol/routes.def"
#undef ROUTE
#undef FORM_ROUTE
#undef BROUGHT_ROUTE
#undef FILE_ROUTE
};

const struct api_route *api_routes_at(size_t index)
{
    return index < sizeof routes / sizeof routes[0] ? &routes[index] : NULL;
}
