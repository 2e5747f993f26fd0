/* SPDX-License-Identifier: Apache-2.0
 * The codes, in their order. */
#include "features/country.h"

#include <ctype.h>

#include "features/common_get.h"

/* ISO 3166-1 alpha-2, and XK, which many use for Kosovo. */
static const char codes[] =
    "ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZ"
    "CACCCDCFCGCHCICKCLCMCNCOCRCUCVCWCXCYCZDEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFR"
    "GAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUIDIEILIMINIOIQIRISITJEJMJOJP"
    "KEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMU"
    "MVMWMXMYMZNANCNENFNGNINLNONPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASB"
    "SCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUSUYUZ"
    "VAVCVEVGVIVNVUWFWSXKYEYTZAZMZW";

bool country_is(struct slice code)
{
    for (size_t i = 0; code.len == 2 && i + 1 < sizeof codes; i += 2)
        if (memcmp(code.at, &codes[i], 2) == 0)
            return true;
    return false;
}

/* Writes it in capitals; false when it is none. */
static bool capitals(struct slice code, char out[COUNTRY_BYTES])
{
    if (code.len != 2)
        return false;
    out[0] = (char)toupper((unsigned char)code.at[0]);
    out[1] = (char)toupper((unsigned char)code.at[1]);
    out[2] = 0;
    return country_is(slice_of(out));
}

enum err country_read(const struct json *data, const char *key, struct writer *out)
{
    struct slice code;
    char country[COUNTRY_BYTES];
    if (!json_get_text(data, key, &code))
        return ERR_BAD_REQUEST;
    if (!capitals(code, country))
        return ERR_COUNTRY_UNKNOWN;
    writer_text(out, key, slice_of(country));
    return ERR_NONE;
}

enum err country_read_optional(const struct json *data, const char *key, struct writer *out)
{
    return common_has(data, key) ? country_read(data, key, out) : ERR_NONE;
}

/* Whether `country` stands in the list before `item`. */
static bool was_before(const struct json *list, const struct json *item, const char *country)
{
    for (const struct json *at = json_first(list); at != item; at = json_next(at)) {
        struct slice code = {NULL, 0};
        char other[COUNTRY_BYTES];
        if (json_as_text(at, &code) && capitals(code, other) && slice_is(slice_of(other), country))
            return true;
    }
    return false;
}

enum err country_read_optional_list(const struct json *data, const char *key, size_t max,
                                    struct writer *out)
{
    const struct json *list = json_get(data, key);
    if (!common_has(data, key))
        return ERR_NONE;
    if (!json_is_array(list))
        return ERR_BAD_REQUEST;
    if (json_count(list) > max)
        return ERR_LIMIT_EXCEEDED;
    writer_array(out, key);
    for (const struct json *at = json_first(list); at; at = json_next(at)) {
        struct slice code;
        char country[COUNTRY_BYTES];
        if (!json_as_text(at, &code))
            return ERR_BAD_REQUEST;
        if (!capitals(code, country))
            return ERR_COUNTRY_UNKNOWN;
        if (!was_before(list, at, country))
            writer_text(out, NULL, slice_of(country));
    }
    writer_end(out);
    return ERR_NONE;
}
