/* SPDX-License-Identifier: Apache-2.0
 *
 * Prints the tables of the features for programs that read them: one JSON object a line for each
 * row and query of each kind of room. protocol/openapi.json is made of it.
 */
#include <stdio.h>

#include "core/kinds.h"
#include "features/features.h"
#include "help/kinds.h"

static const char *way_of(const struct method *method)
{
    if (method->query)
        return "query";
    return method->row->hub.sums ? "signal" : "row";
}

int main(void)
{
    for (size_t k = 0; kinds_all[k]; k++) {
        const struct methods *methods = kinds_methods(help_kinds(), kinds_all[k]);
        for (size_t m = 0; m < methods_count(methods); m++) {
            const struct method *method = methods_at(methods, m);
            unsigned roles = method->query ? method->query->roles : method->row->roles;
            printf("{\"kind\":\"%s\",\"name\":\"%s\",\"way\":\"%s\",\"server\":%s}\n",
                   kinds_all[k]->name, method->name, way_of(method),
                   roles == ROLE_SYSTEM ? "true" : "false");
        }
    }
    return 0;
}
