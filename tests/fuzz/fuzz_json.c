/* SPDX-License-Identifier: Apache-2.0
 * Whatever parses prints as JSON that parses to the same value and prints the same. */
#include "base/json.h"
#include "fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct json *first, *second;
    struct buffer printed, again;
    if (json_parse(fuzz_text(data, size), &first) != ERR_NONE)
        return 0;
    buffer_init(&printed, 1 << 20);
    buffer_init(&again, 1 << 20);
    json_print(first, &printed);
    check(json_parse(buffer_slice(&printed), &second) == ERR_NONE);
    check(json_equal(first, second));
    json_print(second, &again);
    check(slice_equal(buffer_slice(&printed), buffer_slice(&again)));
    json_free(&first);
    json_free(&second);
    buffer_done(&printed);
    buffer_done(&again);
    return 0;
}
