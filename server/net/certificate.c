/* SPDX-License-Identifier: Apache-2.0
 * How a code is written:
 *     <seq> "-" and 16 letters of base 32, a line after each four
 *     letters = the first 80 bits of SHA-256("muster certificate 1\n", link)
 *
 * The alphabet is Crockford's: no I, L, O, U. */
#include "net/certificate.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>

enum { LETTERS = 16, BITS = 5, SEQ_DIGITS = 15 };

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static void letters_of(const struct hash *link, char out[LETTERS])
{
    const struct slice parts[] = {SLICE("muster certificate 1\n"),
                                  {(const char *)link->bytes, HASH_BYTES}};
    struct hash hash = hash_of(parts, 2);
    unsigned bits = 0, have = 0;
    for (size_t i = 0, at = 0; i < LETTERS; i++) {
        if (have < BITS) {
            bits = (bits << 8) | hash.bytes[at++];
            have += 8;
        }
        have -= BITS;
        out[i] = alphabet[(bits >> have) & 31];
    }
}

void certificate_code(int64_t seq, const struct hash *link, char out[CERTIFICATE_BYTES])
{
    char letters[LETTERS];
    letters_of(link, letters);
    int len = snprintf(out, CERTIFICATE_BYTES, "%" PRId64, seq);
    for (size_t i = 0; i < LETTERS; i++) {
        if (i % 4 == 0)
            out[len++] = '-';
        out[len++] = letters[i];
    }
    out[len] = 0;
}

static char letter_of(char typed)
{
    char letter = (char)toupper((unsigned char)typed);
    if (letter == 'O')
        return '0';
    return letter == 'I' || letter == 'L' ? '1' : letter;
}

/* What stands behind the seq; false when these are no letters of a code. */
static bool read_letters(struct slice rest, char out[LETTERS])
{
    size_t count = 0;
    for (size_t i = 0; i < rest.len; i++) {
        char letter = letter_of(rest.at[i]);
        if (letter == '-')
            continue;
        if (count == LETTERS || letter == 0 || !strchr(alphabet, letter))
            return false;
        out[count++] = letter;
    }
    return count == LETTERS;
}

/* Reads both halves. */
static int64_t read_code(struct slice code, char letters[LETTERS])
{
    int64_t seq = 0;
    size_t at = 0;
    for (; at < code.len && isdigit((unsigned char)code.at[at]) && at < SEQ_DIGITS; at++)
        seq = seq * 10 + (code.at[at] - '0');
    if (at == code.len || code.at[at] != '-')
        return 0;
    return read_letters((struct slice){code.at + at, code.len - at}, letters) ? seq : 0;
}

int64_t certificate_seq(struct slice code)
{
    char letters[LETTERS];
    return read_code(code, letters);
}

bool certificate_is(struct slice code, int64_t seq, const struct hash *link)
{
    char typed[LETTERS], letters[LETTERS];
    unsigned differs = 0;
    if (read_code(code, typed) != seq)
        return false;
    letters_of(link, letters);
    for (size_t i = 0; i < LETTERS; i++)
        differs |= (unsigned)(typed[i] ^ letters[i]);
    return differs == 0;
}
