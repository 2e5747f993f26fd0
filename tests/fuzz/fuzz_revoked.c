/* SPDX-License-Identifier: Apache-2.0
 * A list of revoked tokens is read whole or not at all; what is refused names its line. */
#include "fuzz/fuzz.h"
#include "net/revoked.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char why[200] = "";
    const struct token_mark mark = {.iat_s = 5};
    struct slice text = fuzz_text(data, size);
    struct revoked *list = revoked_read(text, why, sizeof why);
    check(list || why[0]);
    if (list) {
        check(revoked_count(list) <= text.len);
        revoked_holds(list, SLICE("u7"), &mark);
        revoked_holds(list, text, &mark);
        revoked_free(&list);
    }
    return 0;
}
