/* SPDX-License-Identifier: Apache-2.0
 *
 * As configured, or else beside the program.
 */
#include "folders.h"

#include "base/log.h"
#include "paths.h"

bool folders_find(const struct config *config, struct buffer *web, struct buffer *media,
                  struct buffer *why)
{
    const char *web_named = config_text(config, CONFIG_SERVER_WEB);
    const char *media_named = config_text(config, CONFIG_SERVER_MEDIA);
    if (!paths_find(web_named, "../clients/web/dist", NULL, web) &&
        !paths_find(web_named, "../share/muster/web", "/usr/share/muster/web", web)) {
        if (*web_named) {
            buffer_addf(why, "server.web names no folder");
            return false;
        }
        log_line(LOG_WARN, "there is no web client to serve; ./dev build makes it", NULL);
    }
    if (!paths_find(media_named, "../media", NULL, media) && *media_named) {
        buffer_addf(why, "server.media names no folder");
        return false;
    }
    return true;
}
