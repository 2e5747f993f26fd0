/* SPDX-License-Identifier: Apache-2.0 */
#include "base/hash.h"
#include "help_base.h"

static void assert_hash(const struct slice *parts, unsigned parts_count, const char *expected)
{
    struct hash hash = hash_of(parts, parts_count);
    char hex[HASH_HEX + 1];
    memset(hex, 'x', sizeof hex);
    hash_hex(&hash, hex);
    assert_string_equal(hex, expected);
}

static void digests_are_those_of_fips_180(void **state)
{
    struct slice abc = SLICE("abc");
    struct slice two_blocks = SLICE("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq");
    assert_hash(NULL, 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_hash(&abc, 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_hash(&two_blocks, 1, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

static void parts_are_digested_one_after_another(void **state)
{
    struct slice parts[] = {SLICE("a"), {NULL, 0}, SLICE(""), SLICE("bc")};
    assert_hash(parts, 4, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

static void macs_are_those_of_rfc_4231(void **state)
{
    char hex[HASH_HEX + 1], key[20], data[50];
    struct slice words[] = {SLICE("what do ya want "), SLICE("for nothing?")};
    struct hash mac = hash_mac(SLICE("Jefe"), words, 2);
    hash_hex(&mac, hex);
    assert_string_equal(hex, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    memset(key, 0xaa, sizeof key);
    memset(data, 0xdd, sizeof data);
    mac = hash_mac((struct slice){key, sizeof key}, &(struct slice){data, sizeof data}, 1);
    hash_hex(&mac, hex);
    assert_string_equal(hex, "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
}

static void same_bytes_are_the_same(void **state)
{
    assert_true(hash_same(SLICE("abc"), SLICE("abc")));
    assert_false(hash_same(SLICE("abc"), SLICE("abd")));
    assert_false(hash_same(SLICE("abc"), SLICE("ab")));
}

static void random_bytes_differ(void **state)
{
    unsigned char a[32] = {0}, b[32] = {0};
    hash_random(a, sizeof a);
    hash_random(b, sizeof b);
    assert_memory_not_equal(a, b, sizeof a);
}

static void random_id_is_22_characters_of_base64url(void **state)
{
    char id[23], other[23];
    for (int round = 0; round < 1000; round++) {
        hash_random_id(id);
        assert_int_equal(strlen(id), 22);
        assert_int_equal(strspn(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                    "0123456789-_"),
                         22);
        /* 128 bits leave two for the last character. */
        assert_non_null(strchr("AQgw", id[21]));
        hash_random_id(other);
        assert_string_not_equal(id, other);
    }
}

static void every_character_of_a_random_id_varies(void **state)
{
    bool seen[22][128] = {{0}};
    char id[23];
    for (int round = 0; round < 5000; round++) {
        hash_random_id(id);
        for (int at = 0; at < 22; at++)
            seen[at][(unsigned char)id[at]] = true;
    }
    for (int at = 0; at < 22; at++) {
        int different = 0;
        for (int byte = 0; byte < 128; byte++)
            different += seen[at][byte];
        assert_int_equal(different, at < 21 ? 64 : 4);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digests_are_those_of_fips_180),
        cmocka_unit_test(parts_are_digested_one_after_another),
        cmocka_unit_test(macs_are_those_of_rfc_4231),
        cmocka_unit_test(same_bytes_are_the_same),
        cmocka_unit_test(random_bytes_differ),
        cmocka_unit_test(random_id_is_22_characters_of_base64url),
        cmocka_unit_test(every_character_of_a_random_id_varies),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
