/* SPDX-License-Identifier: Apache-2.0
 * Documents are known among the course's files: what is of the other is refused. */
#include "sim/help_documents.h"

#include "sim/help_pages.h"

static void add(struct world *world, unsigned person)
{
    static const char *const kinds[] = {"book", "law", "report"};
    int64_t seq = world_act(world, person, "document.add",
                            "\"title\":\"Document %u\",\"kind\":\"%s\",\"year\":%u%s", world->ops,
                            kinds[dice_below(&world->dice, 3)], 1990 + dice_below(&world->dice, 30),
                            dice_below(&world->dice, 2) ? ",\"authors\":[\"A, B\"]" : "");
    world_learn(&world->files, seq);
}

void documents_step(struct world *world)
{
    unsigned person = dice_below(&world->dice, 3) ? WORLD_HOST : world_anybody(world);
    long long document = (long long)pages_any(world, &world->files);
    switch (dice_below(&world->dice, 9)) {
    case 0:
        world_act(world, WORLD_HOST, "document.policy", "\"members\":%s",
                  dice_below(&world->dice, 2) ? "true" : "false");
        break;
    case 1:
        world_act(world, person, "document.edit",
                  "\"document\":%lld,\"said\":%lld,\"title\":\"Other %u\",\"kind\":\"book\"",
                  document, document, world->ops);
        break;
    case 2:
        world_act(world, person, "document.version", "\"document\":%lld,\"file\":%lld", document,
                  (long long)pages_any(world, &world->files));
        break;
    case 3:
        world_act(world, person, "document.version",
                  "\"document\":%lld,\"url\":\"https://example.org/%u\",\"note\":\"New\"", document,
                  world->ops);
        break;
    case 4:
        world_act(world, person, "document.remove", "\"document\":%lld", document);
        break;
    case 5:
        world_learn(&world->threads,
                    world_act(world, person, "forum.thread",
                              "\"title\":\"T%u\",\"text\":\"See /course/c1/document/%lld\"",
                              world->ops, document));
        break;
    default:
        add(world, person);
    }
}
