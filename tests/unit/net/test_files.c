/* SPDX-License-Identifier: Apache-2.0 */
#include "help_folder.h"
#include "net/files.h"

static const struct response_style style = {.media_sources = ""};
static const char *root;

static int setup(void **state)
{
    root = folder_make();
    folder_write("index.html", "<html>");
    folder_write("robots.txt", "none");
    folder_write("assets/a-1f.js", "plain");
    folder_write("assets/a-1f.js.br", "brotli");
    folder_write("assets/a-1f.js.gz", "gz");
    folder_write("demo/index.m3u8", "#EXTM3U");
    folder_write("demo/0.ts", "0123456789");
    folder_write(".secret", "hidden");
    folder_write("empty.txt", "");
    folder_link("out.txt", "/etc/hostname");
    return 0;
}

static int teardown(void **state)
{
    folder_remove();
    return 0;
}

static void upward_hidden_and_odd_names_are_refused(void **state)
{
    static const char *const bad[] = {"",      "a",     "/..",    "/../a", "/a/../b",   "/a/..",
                                      "/./a",  "//a",   "/a//b",  "/a/",   "/.git",     "/a/.env",
                                      "/a\\b", "/a%2e", "/a\nb",  "/a b",  "/\xc3\xa9", "/a:b",
                                      "/a*",   "/...",  "/a/...b"};
    char out[FILES_PATH_BYTES];
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(files_clean(slice_of(bad[i]), out));
    assert_false(files_clean(SLICE("/a\0b"), out));
    assert_false(files_clean((struct slice){NULL, 0}, out));
}

static void harmless_paths_become_relative(void **state)
{
    char out[FILES_PATH_BYTES], longest[FILES_PATH_BYTES + 2];
    assert_true(files_clean(SLICE("/"), out));
    assert_string_equal(out, "");
    assert_true(files_clean(SLICE("/assets/index-B_9~x.min.js"), out));
    assert_string_equal(out, "assets/index-B_9~x.min.js");
    memset(longest, 'a', sizeof longest);
    longest[0] = '/';
    assert_true(files_clean((struct slice){longest, FILES_PATH_BYTES}, out));
    assert_int_equal(strlen(out), FILES_PATH_BYTES - 1);
    assert_false(files_clean((struct slice){longest, FILES_PATH_BYTES + 1}, out));
}

static void codings_are_taken_as_accepted(void **state)
{
    static const struct {
        const char *accept;
        bool br, gzip;
    } cases[] = {
        {"gzip, deflate, br", true, true},
        {"gzip", false, true},
        {"", false, false},
        {"br;q=0, gzip;q=0.5", false, true},
        {"*", true, true},
        {"*;q=0", false, false},
        {"br;q=0, *", false, true},
        {"gzip;q=0.000,*;q=1", true, false},
        {"BR", true, false},
        {"brx", false, false},
        {"identity", false, false},
        {" br ;  q=1.0 , gzip ; q=0 ", true, false},
        {",,,br", true, false},
        {"br;q=0.0001", true, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(files_accepts(slice_of(cases[i].accept), "br"), cases[i].br);
        assert_int_equal(files_accepts(slice_of(cases[i].accept), "gzip"), cases[i].gzip);
    }
    assert_false(files_accepts((struct slice){NULL, 0}, "br"));
}

static void ranges_are_read(void **state)
{
    static const struct {
        const char *range;
        enum files_range verdict;
        int64_t at, len;
    } cases[] = {
        {"bytes=0-3", FILES_PART, 0, 4},
        {"bytes=4-", FILES_PART, 4, 6},
        {"bytes=-3", FILES_PART, 7, 3},
        {"bytes=-30", FILES_PART, 0, 10},
        {"bytes=0-99", FILES_PART, 0, 10},
        {"bytes=9-9", FILES_PART, 9, 1},
        {"bytes=10-", FILES_OUTSIDE, 0, 10},
        {"bytes=-0", FILES_OUTSIDE, 0, 10},
        {"bytes=5-4", FILES_WHOLE, 0, 10},
        {"bytes=0-1,3-4", FILES_WHOLE, 0, 10},
        {"bytes=a-b", FILES_WHOLE, 0, 10},
        {"bytes=-", FILES_WHOLE, 0, 10},
        {"bytes=", FILES_WHOLE, 0, 10},
        {"items=0-3", FILES_WHOLE, 0, 10},
        {"bytes=0--3", FILES_WHOLE, 0, 10},
        {"bytes=99999999999999999999-", FILES_WHOLE, 0, 10},
        {"", FILES_WHOLE, 0, 10},
        {"bytes=+1-2", FILES_WHOLE, 0, 10},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int64_t at, len;
        assert_int_equal(files_range(slice_of(cases[i].range), 10, &at, &len), cases[i].verdict);
        assert_int_equal(at, cases[i].at);
        assert_int_equal(len, cases[i].len);
    }
}

static void types_are_known(void **state)
{
    assert_string_equal(files_type("a/b.m3u8"), "application/vnd.apple.mpegurl");
    assert_string_equal(files_type("x.js"), "text/javascript; charset=utf-8");
    assert_string_equal(files_type("x"), "application/octet-stream");
    assert_string_equal(files_type(""), "application/octet-stream");
}

static const char *web(const struct http_request *request)
{
    struct http_response response = {.file = -1};
    return files_answer_web(root, request, &style, &response) ? response_text(&response) : NULL;
}

static const char *get(const char *path, const char *accept)
{
    return web(&(struct http_request){
        .method = SLICE("GET"), .path = slice_of(path), .accept_encoding = slice_of(accept)});
}

static void a_hashed_file_is_kept_for_ever(void **state)
{
    const char *text = get("/assets/a-1f.js", NULL);
    assert_int_equal(response_status(text), 200);
    assert_true(response_has(text, "Cache-Control: public, max-age=31536000, immutable"));
    assert_true(response_has(text, "Content-Type: text/javascript; charset=utf-8"));
    assert_true(response_has(text, "Vary: Accept-Encoding"));
    assert_true(response_has(text, "Content-Length: 5"));
    assert_null(strstr(text, "Content-Encoding"));
    assert_string_equal(response_rest(text), "plain");
}

static void the_best_coding_is_chosen(void **state)
{
    const char *text = get("/assets/a-1f.js", "gzip, br");
    assert_true(response_has(text, "Content-Encoding: br"));
    assert_true(response_has(text, "Content-Type: text/javascript; charset=utf-8"));
    assert_string_equal(response_rest(text), "brotli");
    assert_string_equal(response_rest(get("/assets/a-1f.js", "gzip")), "gz");
    assert_string_equal(response_rest(get("/robots.txt", "gzip, br")), "none");
}

static void pages_are_the_clients_affair(void **state)
{
    static const char *const pages[] = {"/",          "/webinar",    "/course/c1",
                                        "/assets/no", "/u/dTE.yqqw", "/academy/people/a@b.example"};
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        const char *text = get(pages[i], NULL);
        assert_string_equal(response_rest(text), "<html>");
        assert_true(response_has(text, "Cache-Control: no-cache"));
        assert_true(response_has(text, "Content-Type: text/html; charset=utf-8"));
    }
}

static void what_is_not_there_is_not_answered(void **state)
{
    static const char *const missing[] = {"/no.js",   "/.secret",       "/../index.html",
                                          "/assets/", "/assets.d/a.js", "/out.txt"};
    for (size_t i = 0; i < sizeof missing / sizeof missing[0]; i++)
        assert_null(get(missing[i], "br"));
}

static void an_unchanged_file_is_not_sent_again(void **state)
{
    char etag[100];
    const char *text = get("/robots.txt", NULL), *at = strstr(text, "ETag: ");
    assert_non_null(at);
    int len = (int)strcspn(at + 6, "\r");
    snprintf(etag, sizeof etag, "\"x\", W/%.*s", len, at + 6);
    struct http_request request = {
        .method = SLICE("GET"), .path = SLICE("/robots.txt"), .if_none_match = slice_of(etag)};
    text = web(&request);
    assert_int_equal(response_status(text), 304);
    assert_null(strstr(text, "Content-Length"));
    assert_string_equal(response_rest(text), "");
    request.if_none_match = SLICE("\"other\"");
    assert_int_equal(response_status(web(&request)), 200);
}

static void a_head_has_the_length_alone(void **state)
{
    const char *text =
        web(&(struct http_request){.method = SLICE("HEAD"), .path = SLICE("/robots.txt")});
    assert_true(response_has(text, "Content-Length: 4"));
    assert_string_equal(response_rest(text), "");
}

static void an_empty_file_is_an_empty_answer(void **state)
{
    const char *text = get("/empty.txt", NULL);
    assert_int_equal(response_status(text), 200);
    assert_true(response_has(text, "Content-Length: 0"));
}

static const char *media(const char *path, const char *range)
{
    struct http_response response = {.file = -1};
    struct http_request request = {.method = SLICE("GET"), .range = slice_of(range)};
    return files_answer_media(root, slice_of(path), &request, &style, &response)
               ? response_text(&response)
               : NULL;
}

static void media_come_in_ranges(void **state)
{
    const char *text = media("/demo/0.ts", "bytes=2-4");
    assert_int_equal(response_status(text), 206);
    assert_true(response_has(text, "Content-Range: bytes 2-4/10"));
    assert_true(response_has(text, "Content-Length: 3"));
    assert_string_equal(response_rest(text), "234");
    text = media("/demo/0.ts", "bytes=20-");
    assert_int_equal(response_status(text), 416);
    assert_true(response_has(text, "Content-Range: bytes */10"));
    text = media("/demo/0.ts", NULL);
    assert_true(response_has(text, "Accept-Ranges: bytes"));
    assert_string_equal(response_rest(text), "0123456789");
}

static void a_playlist_is_always_asked_for(void **state)
{
    const char *text = media("/demo/index.m3u8", NULL);
    assert_true(response_has(text, "Cache-Control: no-cache"));
    assert_true(response_has(text, "Content-Type: application/vnd.apple.mpegurl"));
    assert_null(media("/demo", NULL));
    assert_null(media("/", NULL));
    assert_null(media("/demo/no.ts", NULL));
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(upward_hidden_and_odd_names_are_refused),
        cmocka_unit_test(harmless_paths_become_relative),
        cmocka_unit_test(codings_are_taken_as_accepted),
        cmocka_unit_test(ranges_are_read),
        cmocka_unit_test(types_are_known),
        CASE(a_hashed_file_is_kept_for_ever),
        CASE(the_best_coding_is_chosen),
        CASE(pages_are_the_clients_affair),
        CASE(what_is_not_there_is_not_answered),
        CASE(an_unchanged_file_is_not_sent_again),
        CASE(a_head_has_the_length_alone),
        CASE(an_empty_file_is_an_empty_answer),
        CASE(media_come_in_ranges),
        CASE(a_playlist_is_always_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
