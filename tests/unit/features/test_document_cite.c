/* SPDX-License-Identifier: Apache-2.0
 * server/features/document_cite.c */
#include "features/document_cite.h"

#include "help_room.h"

static void expect(void (*write)(const struct document_cited *, struct buffer *), int lang,
                   const char *about, const char *url, const char *expected)
{
    struct buffer out;
    struct json *json = NULL;
    buffer_init(&out, 1 << 16);
    assert_int_equal(json_parse(slice_of(about), &json), ERR_NONE);
    const struct document_cited cited = {12, json, {NULL, 0}, slice_of(url)};
    if (write)
        write(&cited, &out);
    else
        document_cite_text(&cited, lang, &out);
    buffer_add_byte(&out, 0);
    assert_string_equal(out.bytes, expected);
    json_free(&json);
    buffer_done(&out);
}

#define ARTICLE                                                                                    \
    "{\"title\":\"Who holds the phone?\",\"authors\":[\"Rossi, Anna\",\"Police & Co\"],"           \
    "\"year\":2019,\"kind\":\"article\",\"in\":\"Journal of Evidence\",\"number\":\"12(3)\","      \
    "\"pages\":\"12\xe2\x80\x93"                                                                   \
    "34\",\"publisher\":\"Press\",\"place\":\"Tunis\","                                            \
    "\"identifier\":\"10.1000/xyz_1\",\"language\":\"en\",\"subjects\":[\"Law\",\"100%\"]}"

static void a_text_speaks_the_readers_language(void **state)
{
    expect(NULL, 0, ARTICLE, NULL,
           "Rossi, Anna; Police & Co (2019). Who holds the phone? In: Journal of Evidence, 12(3), "
           "pp. 12\xe2\x80\x93"
           "34. Press, Tunis. https://doi.org/10.1000/xyz_1");
    expect(NULL, 1, "{\"title\":\"Guide\",\"kind\":\"manual\"}", "https://example.org/",
           "(s. d.). Guide. https://example.org/");
    expect(NULL, 3, "{\"title\":\"دليل\",\"kind\":\"book\",\"authors\":[\"أ\",\"ب\"]}", NULL,
           "أ؛ ب (د. ت.). دليل.");
}

static void bibtex_keeps_its_braces_in_pairs(void **state)
{
    expect(document_cite_bibtex, 0, ARTICLE, "https://example.org/a_b",
           "@article{rossi2019-12,\n  author = {Rossi, Anna and {Police \\& Co}},\n"
           "  title = {{Who holds the phone?}},\n  year = {2019},\n"
           "  journal = {Journal of Evidence},\n  publisher = {Press},\n  address = {Tunis},\n"
           "  number = {12(3)},\n  pages = {12\xe2\x80\x93"
           "34},\n  doi = {10.1000/xyz\\_1},\n"
           "  language = {en},\n  keywords = {Law, 100\\%},\n"
           "  url = {https://example.org/a\\_b}\n}\n");
    expect(document_cite_bibtex, 0, "{\"title\":\"a } b { c \\\\ ~ ^\",\"kind\":\"law\"}", NULL,
           "@misc{document-12,\n  title = {{a {\\textbraceright} b {\\textbraceleft} c "
           "{\\textbackslash} {\\textasciitilde} {\\textasciicircum}}}\n}\n");
}

static void ris_has_a_line_for_each_member(void **state)
{
    expect(document_cite_ris, 0, ARTICLE, "https://example.org/",
           "TY  - JOUR\r\nAU  - Rossi, Anna\r\nAU  - Police & Co\r\nTI  - Who holds the phone?\r\n"
           "PY  - 2019\r\nT2  - Journal of Evidence\r\nPB  - Press\r\nCY  - Tunis\r\n"
           "IS  - 12(3)\r\nSP  - 12\r\nEP  - 34\r\nDO  - 10.1000/xyz_1\r\nLA  - en\r\n"
           "KW  - Law\r\nKW  - 100%\r\nUR  - https://example.org/\r\nER  - \r\n");
    expect(document_cite_ris, 0,
           "{\"title\":\"B\",\"kind\":\"book\",\"identifier\":\"978-3-16-148410-0\"}", NULL,
           "TY  - BOOK\r\nTI  - B\r\nSN  - 978-3-16-148410-0\r\nER  - \r\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_speaks_the_readers_language),
        cmocka_unit_test(bibtex_keeps_its_braces_in_pairs),
        cmocka_unit_test(ris_has_a_line_for_each_member),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
