/* SPDX-License-Identifier: Apache-2.0 */
#include "base/seal.h"
#include "help_base.h"

enum { TEXT_BYTES = 4096 };

/* Bytes from hexadecimal digits, into `bytes`. */
static struct slice bytes_of(const char *hex, char bytes[TEXT_BYTES])
{
    size_t len = strlen(hex) / 2;
    for (size_t i = 0; i < len; i++) {
        unsigned byte;
        assert_int_equal(sscanf(hex + 2 * i, "%2x", &byte), 1);
        bytes[i] = (char)byte;
    }
    return (struct slice){bytes, len};
}

static struct seal *seal_of(const char *key_hex)
{
    char key[TEXT_BYTES];
    assert_int_equal(bytes_of(key_hex, key).len, SEAL_KEY_BYTES);
    return seal_new((const unsigned char *)key);
}

static const char zero[] = "0000000000000000000000000000000000000000000000000000000000000000";
static const char other[] = "0000000000000000000000000000000000000000000000000000000000000001";

/* McGrew and Viega, "The Galois/Counter Mode of Operation (GCM)", appendix B, which NIST takes
 * over: test cases 13, 14 and 16. `sealed` is nonce, ciphertext and tag. */
static void what_the_standard_seals_is_opened(void **state)
{
    static const struct {
        const char *key, *about, *sealed, *text;
    } cases[] = {
        {zero, "",
         "000000000000000000000000"
         "530f8afbc74536b9a963b4f1c4cb738b",
         ""},
        {zero, "",
         "000000000000000000000000"
         "cea7403d4d606b6e074ec5d3baf39d18"
         "d0d1c8a799996bf0265b98b5d48ab919",
         "00000000000000000000000000000000"},
        {"feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
         "feedfacedeadbeeffeedfacedeadbeefabaddad2",
         "cafebabefacedbaddecaf888"
         "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
         "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
         "76fc6ece0f4e1768cddf8853bb2d551b",
         "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
         "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char about[TEXT_BYTES], sealed[TEXT_BYTES], text[TEXT_BYTES];
        struct seal *seal = seal_of(cases[i].key);
        struct buffer out;
        buffer_init(&out, TEXT_BYTES);
        assert_true(seal_read(seal, bytes_of(cases[i].about, about),
                              bytes_of(cases[i].sealed, sealed), &out));
        assert_true(slice_equal(buffer_slice(&out), bytes_of(cases[i].text, text)));
        buffer_done(&out);
        seal_free(&seal);
        assert_null(seal);
    }
}

static void what_is_sealed_is_opened_by_who_has_the_key(void **state)
{
    struct seal *here = seal_of(zero), *there = seal_of(zero);
    struct buffer sealed, out;
    buffer_init(&sealed, TEXT_BYTES);
    buffer_init(&out, TEXT_BYTES);
    for (size_t len = 0; len < 1000; len += 37) {
        char text[1000];
        memset(text, (int)len, sizeof text);
        buffer_clear(&sealed);
        buffer_clear(&out);
        buffer_add(&out, SLICE("before "));
        seal_write(here, SLICE("room 5"), (struct slice){text, len}, &sealed);
        assert_int_equal(sealed.len, len + SEAL_MORE_BYTES);
        assert_true(seal_read(there, SLICE("room 5"), buffer_slice(&sealed), &out));
        assert_int_equal(out.len, 7 + len);
        assert_memory_equal(out.bytes, "before ", 7);
        assert_memory_equal(out.bytes + 7, text, len);
    }
    buffer_done(&sealed);
    buffer_done(&out);
    seal_free(&here);
    seal_free(&there);
}

static void expect_refused(struct seal *seal, struct slice about, struct slice sealed)
{
    struct buffer out;
    buffer_init(&out, TEXT_BYTES);
    buffer_add(&out, SLICE("before"));
    assert_false(seal_read(seal, about, sealed, &out));
    assert_buffer(&out, "before");
    buffer_done(&out);
}

static void whatever_is_changed_is_refused(void **state)
{
    struct seal *seal = seal_of(zero), *stranger = seal_of(other);
    struct buffer sealed;
    buffer_init(&sealed, TEXT_BYTES);
    seal_write(seal, SLICE("room 5"), SLICE("a text of some length"), &sealed);
    struct slice all = buffer_slice(&sealed);
    expect_refused(stranger, SLICE("room 5"), all);
    expect_refused(seal, SLICE("room 6"), all);
    expect_refused(seal, SLICE("room 5 "), all);
    expect_refused(seal, SLICE(""), all);
    for (size_t len = 0; len < all.len; len++)
        expect_refused(seal, SLICE("room 5"), (struct slice){all.at, len});
    for (size_t bit = 0; bit < 8 * all.len; bit++) {
        sealed.bytes[bit / 8] ^= (char)(1 << bit % 8);
        expect_refused(seal, SLICE("room 5"), all);
        sealed.bytes[bit / 8] ^= (char)(1 << bit % 8);
    }
    buffer_add_byte(&sealed, 'x');
    expect_refused(seal, SLICE("room 5"), buffer_slice(&sealed));
    buffer_done(&sealed);
    seal_free(&seal);
    seal_free(&stranger);
}

/* The nonce is the first twelve bytes; two processes with one key draw other ones. */
static void no_nonce_comes_twice(void **state)
{
    enum { MANY = 1000, NONCE_BYTES = 12 };
    static char nonces[2 * MANY][NONCE_BYTES];
    struct seal *seals[2] = {seal_of(zero), seal_of(zero)};
    struct buffer sealed;
    buffer_init(&sealed, TEXT_BYTES);
    for (unsigned i = 0; i < 2 * MANY; i++) {
        buffer_clear(&sealed);
        seal_write(seals[i % 2], SLICE(""), SLICE("x"), &sealed);
        memcpy(nonces[i], sealed.bytes, NONCE_BYTES);
        for (unsigned k = 0; k < i; k++)
            assert_memory_not_equal(nonces[k], nonces[i], NONCE_BYTES);
    }
    buffer_done(&sealed);
    seal_free(&seals[0]);
    seal_free(&seals[1]);
}

static void what_does_not_fit_is_not_written(void **state)
{
    struct seal *seal = seal_of(zero);
    struct buffer small, sealed;
    buffer_init(&small, 4 + SEAL_MORE_BYTES - 1);
    buffer_init(&sealed, TEXT_BYTES);
    seal_write(seal, SLICE(""), SLICE("text"), &small);
    assert_true(small.full);
    assert_int_equal(small.len, 0);
    seal_write(seal, SLICE(""), SLICE("text"), &sealed);
    buffer_done(&small);
    buffer_init(&small, 3);
    assert_false(seal_read(seal, SLICE(""), buffer_slice(&sealed), &small));
    assert_int_equal(small.len, 0);
    buffer_done(&small);
    buffer_done(&sealed);
    seal_free(&seal);
}

static struct buffer sealed_same(struct seal *seal, const char *about, const char *once,
                                 const char *text)
{
    struct buffer out;
    buffer_init(&out, TEXT_BYTES);
    seal_write_same(seal, slice_of(about), slice_of(once), slice_of(text), &out);
    assert_int_equal(out.len, strlen(text) + SEAL_MORE_BYTES);
    return out;
}

/* Also by another process with the same key; and the same bytes for nothing else. */
static void the_same_can_be_sealed_to_the_same_bytes(void **state)
{
    static const char *const others[][3] = {{"poll 12", "op 1", "yes"},
                                            {"poll 12", "op 2", "yes"},
                                            {"poll 13", "op 1", "yes"},
                                            {"poll 12", "op 1", "nay"},
                                            {"poll 12op", " 1", "yes"}};
    struct seal *seal = seal_of(zero), *again = seal_of(zero), *foreign = seal_of(other);
    struct buffer first = sealed_same(seal, "poll 12", "op 1", "yes"), opened;
    buffer_init(&opened, TEXT_BYTES);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        struct buffer next = sealed_same(again, others[i][0], others[i][1], others[i][2]);
        assert_int_equal(slice_equal(buffer_slice(&first), buffer_slice(&next)), i == 0);
        assert_int_equal(memcmp(first.bytes, next.bytes, 12) == 0, i == 0); /* the nonce */
        assert_true(seal_read(seal, slice_of(others[i][0]), buffer_slice(&next), &opened));
        assert_false(seal_read(foreign, slice_of(others[i][0]), buffer_slice(&next), &opened));
        buffer_done(&next);
    }
    assert_true(slice_is(buffer_slice(&opened), "yesyesyesnayyes"));
    buffer_done(&opened);
    buffer_done(&first);
    seal_free(&seal);
    seal_free(&again);
    seal_free(&foreign);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_the_standard_seals_is_opened),
        cmocka_unit_test(what_is_sealed_is_opened_by_who_has_the_key),
        cmocka_unit_test(whatever_is_changed_is_refused),
        cmocka_unit_test(no_nonce_comes_twice),
        cmocka_unit_test(what_does_not_fit_is_not_written),
        cmocka_unit_test(the_same_can_be_sealed_to_the_same_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
