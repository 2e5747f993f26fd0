/* SPDX-License-Identifier: Apache-2.0 */
#include "help_folder.h"

#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[64];

const char *folder_make(void)
{
    snprintf(folder, sizeof folder, "/tmp/muster-net-XXXXXX");
    assert_non_null(mkdtemp(folder));
    return folder;
}

static void path_of(const char *name, char path[512])
{
    snprintf(path, 512, "%s/%s", folder, name);
    for (char *at = path + strlen(folder) + 1; (at = strchr(at, '/')); at++) {
        *at = '\0';
        (void)mkdir(path, 0700);
        *at = '/';
    }
}

void folder_write(const char *name, const char *text)
{
    char path[512];
    path_of(name, path);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
}

void folder_link(const char *name, const char *to)
{
    char path[512];
    path_of(name, path);
    assert_int_equal(symlink(to, path), 0);
}

static int remove_one(const char *path, const struct stat *stat, int kind, struct FTW *at)
{
    (void)stat, (void)kind, (void)at;
    return remove(path);
}

void folder_remove(void)
{
    assert_int_equal(nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS), 0);
}

const char *response_text(struct http_response *response)
{
    static char text[65536];
    size_t len = response->head.len;
    int64_t got;
    memcpy(text, response->head.bytes, len);
    while ((got = response_read(response, text + len, 7)) > 0)
        len += (size_t)got;
    assert_int_equal(got, 0);
    text[len] = '\0';
    response_done(response);
    return text;
}

int response_status(const char *text)
{
    assert_int_equal(strncmp(text, "HTTP/1.1 ", 9), 0);
    return (int)strtol(text + 9, NULL, 10);
}

bool response_has(const char *text, const char *line)
{
    char wanted[1024];
    snprintf(wanted, sizeof wanted, "\r\n%s\r\n", line);
    const char *found = strstr(text, wanted), *end = strstr(text, "\r\n\r\n");
    return found && found < end + 2;
}

const char *response_rest(const char *text)
{
    const char *end = strstr(text, "\r\n\r\n");
    assert_non_null(end);
    return end + 4;
}
