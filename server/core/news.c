/* SPDX-License-Identifier: Apache-2.0
 * The nearest choice. */
#include "core/news.h"

enum news_level news_level(const struct news_ask *ask, int64_t topic, int64_t thread)
{
    const struct news_own *own = ask->own;
    enum news_level level = NEWS_UNSAID;
    if (thread)
        level = own->level(own->context, ask->of, NEWS_THREAD, thread);
    if (!level && topic)
        level = own->level(own->context, ask->of, NEWS_TOPIC, topic);
    if (!level)
        level = own->level(own->context, ask->of, NEWS_ROOM, 0);
    if (level)
        return level;
    return ask->scene->role & ROLE_STAFF ? NEWS_FOLLOWING : NEWS_NORMAL;
}
